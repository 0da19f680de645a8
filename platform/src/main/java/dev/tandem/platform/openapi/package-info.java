/**
 * What every API document says alike: refusals, roles and examples of each operation, so that no resource repeats them and
 * none can forget them.
 */
@NullMarked
package dev.tandem.platform.openapi;

import org.jspecify.annotations.NullMarked;
