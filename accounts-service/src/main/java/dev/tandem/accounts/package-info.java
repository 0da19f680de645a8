/**
 * The B2B side: whom we sell to, who sells, what is sold and how far each deal is. What is the same for the whole service,
 * and only that, stands in this package.
 */
@NullMarked
package dev.tandem.accounts;

import org.jspecify.annotations.NullMarked;
