/**
 * Whose figures a caller may see: which model by role, and which deals by place in the sales organisation.
 * The KPI query turns the answer into an implied filter; nothing here knows a metric.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.rights;
