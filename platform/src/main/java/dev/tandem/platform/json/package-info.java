/**
 * Strict JSON: what a record does not name is refused, nothing is guessed, and every refusal points at its place. One
 * configuration serves requests, merge patches and imports.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.platform.json;
