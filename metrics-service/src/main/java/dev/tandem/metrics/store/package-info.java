/**
 * Plain JDBC with less ceremony, for the tables that are read and written by key.
 * It knows no table and no rule.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.store;
