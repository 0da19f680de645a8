/**
 * Keyset lists over any table: filters, search, order, cursor and bounded counts. What a list can be asked is declared where
 * its rows are shown, by {@link dev.tandem.platform.listing.Filter} and {@link dev.tandem.platform.listing.Sorted} on the
 * components of a view.
 */
@NullMarked
package dev.tandem.platform.listing;

import org.jspecify.annotations.NullMarked;
