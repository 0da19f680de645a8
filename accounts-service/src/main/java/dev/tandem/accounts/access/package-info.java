/**
 * Which rows a caller may know of: sales people their own and their team's, managers those of their branch, the roles that
 * work for the whole company all. It knows the caller and the sales users, and no other kind of record.
 */
@NullMarked
package dev.tandem.accounts.access;

import org.jspecify.annotations.NullMarked;
