/**
 * The B2C service: people, what they can buy and what they bought. Features have a package each and meet through ids.
 */
@NullMarked
package dev.tandem.orders;

import org.jspecify.annotations.NullMarked;
