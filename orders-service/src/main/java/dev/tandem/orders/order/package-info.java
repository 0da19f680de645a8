/**
 * Orders of consumers with their lines and the ledger of what was paid and given back. An order is one aggregate: lines and
 * payments change only through it, under a lock on its row.
 */
@NullMarked
package dev.tandem.orders.order;

import org.jspecify.annotations.NullMarked;
