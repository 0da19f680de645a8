/**
 * The record of what happened: every change of a record is written to the audit and to the feed in the transaction that
 * makes it. Nothing here knows what the records mean.
 */
@NullMarked
package dev.tandem.platform.journal;

import org.jspecify.annotations.NullMarked;
