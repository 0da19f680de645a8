/**
 * The streaming way to an upstream and back: limits, timeouts and header hygiene. Nothing is buffered, back-pressure
 * reaches from the slower side to the faster one.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.gateway.forward;
