/**
 * From the cells of a row to the fields of a record, by a mapping that people write as JSON. It validates mappings,
 * converts values and names what it could not convert; it touches no database.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.platform.imports.mapping;
