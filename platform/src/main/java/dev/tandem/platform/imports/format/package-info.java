/**
 * Files as rows of text: CSV, tab-separated, white-space and NDJSON in, the same shape out for rows that failed. It knows
 * nothing of fields or records.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.platform.imports.format;
