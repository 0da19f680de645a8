package dev.tandem.metrics.kpi;

/** Facts of one original currency that a figure cannot hold, because no rate is known. */
public record Unconvertible(String currency, String count, String amount) {
}
