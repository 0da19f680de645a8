package dev.tandem.platform.resource;

import java.time.Instant;

import dev.tandem.platform.record.Source;

/**
 * Who changes something, when, and by which way in; goes with every verb, so that aggregates need neither the request nor the
 * clock.
 */
public record Stamp(Instant now, String by, Source source) {
}
