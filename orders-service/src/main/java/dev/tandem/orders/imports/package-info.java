/**
 * Places the platform's imports, mappings and audit under this service's prefix. What a row means is said by the features.
 */
@NullMarked
package dev.tandem.orders.imports;

import org.jspecify.annotations.NullMarked;
