/** Places the platform's imports, mappings and audit under this service's prefix. What a row means is said by the features. */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.imports;
