/**
 * What customers say about what they received. Only a buyer writes, only what was approved is public, and the rating of a
 * product is always that of its approved reviews, because the database adds it up in the transaction of each change.
 */
@NullMarked
package dev.tandem.orders.review;

import org.jspecify.annotations.NullMarked;
