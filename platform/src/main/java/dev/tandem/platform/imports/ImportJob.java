package dev.tandem.platform.imports;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.format.FileFormat;

/**
 * A job as it is stored.
 *
 * @param mapping the mapping as it was when the file came, so that a later change of it changes no running import
 */
record ImportJob(UUID id, long version, String kind, Mode mode, boolean dryRun, @Nullable String mappingName,
        String mapping, FileFormat format, List<String> columns, ImportState state, String actor, Upload upload,
        Progress progress, @Nullable Failure failure, Instant startedAt, @Nullable Instant finishedAt, boolean purged) {

    /** What a repeated request is compared with, and answered with; {@code salt} is sealed. */
    record Upload(String keyScope, String key, byte @Nullable [] bodyHash, @Nullable String reply, byte[] salt) {
    }

    record Failure(String code, String detail) {
    }

    /** The rounds over a file. */
    enum Phase {
        /** Every row in order; rows that refer to later ones are put off. */
        ROWS,
        /** The rows put off, again and again while some of them find what they refer to. */
        DEFERRED,
        /** What is left: these references exist nowhere. */
        LAST
    }

    /** Where the work stands; stored in the transaction that writes the records. */
    record Progress(Phase phase, long cursor, long inPhase, long read, long created, long updated, long unchanged,
            long failed) {

        Progress startOf(Phase next) {
            return new Progress(next, 0, 0, read, created, updated, unchanged, failed);
        }

        Progress plus(long cursorRow, ChunkResult result) {
            return new Progress(phase, cursorRow, inPhase + result.worked(), read, created + result.created(),
                    updated + result.updated(), unchanged + result.unchanged(), failed + result.failed());
        }
    }
}
