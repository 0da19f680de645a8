/** Strict query strings: an unknown, repeated or unreadable parameter is refused instead of ignored. */
@org.jspecify.annotations.NullMarked
package dev.tandem.platform.query;
