/** Money as minor units with its currency: exact, never a lone amount, never floating point. */
@org.jspecify.annotations.NullMarked
package dev.tandem.platform.money;
