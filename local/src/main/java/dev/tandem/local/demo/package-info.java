/**
 * A small deterministic company to look at after the first start. Its records go in through the import API like any other file.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.local.demo;
