/**
 * What consumers can buy. The SKU is the code that both halves of the company share; a price is what is asked today, never
 * what was paid.
 */
@NullMarked
package dev.tandem.orders.product;

import org.jspecify.annotations.NullMarked;
