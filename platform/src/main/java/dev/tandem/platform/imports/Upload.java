package dev.tandem.platform.imports;

import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.format.FileFormat;

/**
 * A request to import a file, as it came.
 *
 * @param scope the caller as idempotency keys know him
 * @param actor the caller as histories name him
 * @param declared format by the media type
 */
record Upload(ImportKind<?> kind, @Nullable String mapping, Mode mode, boolean dryRun, String key, String scope, String actor,
        FileFormat declared, @Nullable String encoding, InputStream body) {

    /** Whether it asks for the same as a job that has its key, apart from the file. */
    boolean asksForSame(ImportJob job) {
        return job.kind().equals(kind.kind()) && job.mode() == mode && job.dryRun() == dryRun
                && java.util.Objects.equals(job.mappingName(), mapping);
    }
}
