package dev.tandem.metrics.period;

import java.time.LocalDate;

/**
 * One period of a reply, {@code [from, to)}, already clipped by the range that was asked for.
 * The label names the whole period even where the range cuts it, so that a client can match labels of different ranges.
 */
public record Period(String label, LocalDate from, LocalDate to) {
}
