/**
 * One way to be a resource: listed, counted, read, created, changed, deleted, restored and imported alike to the letter,
 * whatever the records are. A kind adds what only it knows: its fields, its rules and who may see which row.
 */
@NullMarked
package dev.tandem.platform.resource;

import org.jspecify.annotations.NullMarked;
