package dev.tandem.platform.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Writes all records of a kind, chunk by chunk: each chunk is read in a short transaction of its own, because the feeds wait
 * for the oldest one, and the next is read only when the reader has taken the one before. So memory does not grow with the
 * file, and a reader who leaves stops the work.
 */
@ApplicationScoped
class Export {

    private static final int TIMEOUT_SECONDS = 60;

    private record Chunk<T>(List<ExportRow<T>> rows, Map<UUID, List<ExternalId>> names) {

        @Nullable
        ExternalId name(UUID id) {
            List<ExternalId> all = names.getOrDefault(id, List.of());
            return all.isEmpty() ? null : all.getFirst();
        }
    }

    private final ExternalIds externalIds;
    private final ExportConfig config;
    private final Semaphore places;

    Export(ExternalIds externalIds, ExportConfig config) {
        this.externalIds = externalIds;
        this.config = config;
        this.places = new Semaphore(config.atOnce());
    }

    /** Nothing is written before the first chunk was read, so that its failure still has a reply of its own. */
    <T> void write(ExportKind<T> kind, ExportFormat format, OutputStream out) throws IOException {
        if (!places.tryAcquire()) {
            throw new ProblemException(ProblemKind.OVERLOADED, "overloaded",
                    "As many exports as this service can serve are under way.", List.of()).withHeader("Retry-After", "5");
        }
        try {
            Chunk<T> chunk = read(kind, null);
            ExportFile file = ExportFile.begin(format, kind.rowType(), out);
            while (true) {
                for (ExportRow<T> row : chunk.rows()) {
                    file.write(row.id(), chunk.name(row.id()), row.value());
                }
                file.flush();
                if (chunk.rows().size() < config.chunkRows()) {
                    return;
                }
                chunk = read(kind, chunk.rows().getLast().id());
            }
        } finally {
            places.release();
        }
    }

    private <T> Chunk<T> read(ExportKind<T> kind, @Nullable UUID after) {
        return QuarkusTransaction.requiringNew().timeout(TIMEOUT_SECONDS).call(() -> {
            List<ExportRow<T>> rows = kind.export(after, config.chunkRows());
            return new Chunk<>(rows, externalIds.of(kind.kind(), rows.stream().map(ExportRow::id).toList()));
        });
    }
}
