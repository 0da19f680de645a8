/**
 * The KPI side that readers see: the catalogue, the question, the figures and the rows behind them.
 * It owns what a figure means and how it is printed; where the cells come from is the engine's.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.kpi;
