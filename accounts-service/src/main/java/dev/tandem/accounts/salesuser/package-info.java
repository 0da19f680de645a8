/**
 * The people who sell, by the name that their token carries. It owns who reports to whom, which decides who sees whose rows.
 */
@NullMarked
package dev.tandem.accounts.salesuser;

import org.jspecify.annotations.NullMarked;
