/**
 * What every stored record has in common: identity, version, system times, origin, and the names by which other
 * systems know it. Nothing here knows what a record is about.
 */
@NullMarked
package dev.tandem.platform.record;

import org.jspecify.annotations.NullMarked;
