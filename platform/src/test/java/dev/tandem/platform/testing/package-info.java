/**
 * What the tests of every service share: a real database, real tokens, a clock that can be moved, and patience with a
 * deadline. It is packed as the test jar of this module.
 */
@NullMarked
package dev.tandem.platform.testing;

import org.jspecify.annotations.NullMarked;
