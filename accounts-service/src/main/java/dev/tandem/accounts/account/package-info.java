/**
 * The companies that are sold to, and which of them belongs to which. It owns the hierarchy, in which no account is its own
 * ancestor.
 */
@NullMarked
package dev.tandem.accounts.account;

import org.jspecify.annotations.NullMarked;
