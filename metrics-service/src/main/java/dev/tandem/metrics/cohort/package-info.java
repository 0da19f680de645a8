/**
 * The cohort table of customers: by month of the first order, how many ordered again month by month.
 * It reads the engine's cells through the KPI side's view and owns only the shape of the table.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.cohort;
