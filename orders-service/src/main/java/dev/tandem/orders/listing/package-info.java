/**
 * Keyset lists over the tables of this service: conditions, sort, cursor and bounded counts. Knows no business word; the
 * features name their fields.
 */
@NullMarked
package dev.tandem.orders.listing;

import org.jspecify.annotations.NullMarked;
