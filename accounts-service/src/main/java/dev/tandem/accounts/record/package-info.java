/**
 * How every kind of record of this service is listed, changed and imported, so that six kinds behave alike to the letter. A
 * kind adds what only it knows: its fields, its rules and who may see which row.
 */
@NullMarked
package dev.tandem.accounts.record;

import org.jspecify.annotations.NullMarked;
