package dev.tandem.metrics.rebuild;

import java.time.YearMonth;

/** The fingerprint of all contributions to one metric in one month; equal fingerprints mean equal facts. */
public record Digest(String metric, YearMonth month, long contributions, String sha256) {
}
