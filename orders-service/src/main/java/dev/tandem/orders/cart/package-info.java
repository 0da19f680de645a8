/**
 * What guests and shoppers mean to buy. A cart belongs to a log-in and remembers products and quantities only: prices are
 * those of the moment it is looked at, and nothing is held for it before its buyer pays.
 */
@NullMarked
package dev.tandem.orders.cart;

import org.jspecify.annotations.NullMarked;
