/**
 * The people who buy, and which log-in is which of them. Names and addresses live here alone: in the audit they are sealed
 * with the person's key, and the feed never carries them.
 */
@NullMarked
package dev.tandem.orders.customer;

import org.jspecify.annotations.NullMarked;
