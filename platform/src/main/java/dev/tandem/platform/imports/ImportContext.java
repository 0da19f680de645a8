package dev.tandem.platform.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What every row of a chunk has in common, so that a kind needs neither the request nor the clock.
 *
 * @param dryRun the engine rolls the chunk back; a kind needs it only for effects outside the transaction
 * @param now one instant for the whole chunk
 * @param today the company's day of {@code now}
 * @param actor the subject of the token that sent the file; for {@code createdBy} and the audit
 */
public record ImportContext(UUID jobId, boolean dryRun, Mode mode, Instant now, LocalDate today, String actor) {
}
