/**
 * What buyers send back, from their wish to their money. Nobody sends back more than he bought, whatever is returned is paid
 * back as it was paid for, to the cent, and what can be sold again is on the shelf again.
 */
@NullMarked
package dev.tandem.orders.orderreturn;

import org.jspecify.annotations.NullMarked;
