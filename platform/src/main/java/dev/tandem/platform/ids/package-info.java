/**
 * Identifiers of records and events. They are time-ordered, so that new rows land at the end of an index.
 */
@NullMarked
package dev.tandem.platform.ids;

import org.jspecify.annotations.NullMarked;
