/** The promise of erasure, held by a text that stands for a person and is in nothing afterwards. */
@NullMarked
package dev.tandem.orders.erasure;

import org.jspecify.annotations.NullMarked;
