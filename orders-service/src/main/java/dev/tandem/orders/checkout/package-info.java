/**
 * The step from a cart to a paid order, in one call and one transaction: the pieces are held, the money is taken, the order
 * is placed, or nothing of it has happened. Also the step from a guest to a shopper.
 */
@NullMarked
package dev.tandem.orders.checkout;

import org.jspecify.annotations.NullMarked;
