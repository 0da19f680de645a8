/**
 * The pages for people: the console and the browsable API document. They are static and live under a strict content
 * policy.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.gateway.console;
