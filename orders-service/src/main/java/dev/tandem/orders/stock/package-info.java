/**
 * How many pieces of a product there are, who holds or was promised some of them, and why that changed. The promise of this
 * package is that the last piece is sold once: every sale passes the lock on the product's level.
 */
@NullMarked
package dev.tandem.orders.stock;

import org.jspecify.annotations.NullMarked;
