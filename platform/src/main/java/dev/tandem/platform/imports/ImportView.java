package dev.tandem.platform.imports;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An import as clients see it. */
@Schema(name = "Import", description = "One file on its way into the records of one kind.")
public record ImportView(UUID id, String kind, @Nullable String mapping, Mode mode, boolean dryRun, ImportState state,
        Rows rows, @Nullable Failure failure, Instant startedAt, @Nullable Instant finishedAt, long version) {

    /** {@code read} is what the file has; the others sum up to it when the import has completed. */
    @Schema(name = "ImportRows")
    public record Rows(long read, long created, long updated, long unchanged, long failed) {
    }

    /** Why an import as a whole failed. */
    @Schema(name = "ImportFailure")
    public record Failure(String code, String detail) {
    }

    static ImportView of(ImportJob job) {
        ImportJob.Progress at = job.progress();
        ImportJob.Failure failure = job.failure();
        return new ImportView(job.id(), job.kind(), job.mappingName(), job.mode(), job.dryRun(), job.state(),
                new Rows(at.read(), at.created(), at.updated(), at.unchanged(), at.failed()),
                failure == null ? null : new Failure(failure.code(), failure.detail()), job.startedAt(), job.finishedAt(),
                job.version());
    }
}
