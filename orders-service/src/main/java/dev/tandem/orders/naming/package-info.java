/**
 * How a client writes the names of a record in other systems. Storing and finding them is the platform's work.
 */
@NullMarked
package dev.tandem.orders.naming;

import org.jspecify.annotations.NullMarked;
