/**
 * Files out of the service, in the shape that the imports read without a mapping. A service says for each kind how its
 * records become rows; everything else is here.
 */
@NullMarked
package dev.tandem.platform.exports;

import org.jspecify.annotations.NullMarked;
