/**
 * The import engine: files in, records out, row by row and never twice. It owns the upload, the mapping of columns to
 * fields, the worker and the report; a service adds one {@link dev.tandem.platform.imports.ImportKind} for each kind of
 * record.
 */
@NullMarked
package dev.tandem.platform.imports;

import org.jspecify.annotations.NullMarked;
