package dev.tandem.platform.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.ImportRows.Stored;
import dev.tandem.platform.imports.format.RowReader;
import dev.tandem.platform.imports.mapping.IdRule;
import dev.tandem.platform.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Stores the rows of one upload in chunks, each a transaction of its own, so that a long upload never is a long
 * transaction. Occurrences are counted here, where rows pass once and in order.
 */
final class FileStore {

    /** How a failed row remembers which occurrence it was when it comes back without the rows before it. */
    static final String OCCURRENCE_NOTE = "occurrence=";

    private static final int MAX_ROWS = 5_000;
    private static final int MAX_BYTES = 8 << 20;
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Pattern NOTE = Pattern.compile(OCCURRENCE_NOTE + "(\\d{1,9})");

    private record Read(long row, byte[] data, @Nullable UUID key, @Nullable Integer noted) {
    }

    private final UUID job;
    private final ImportPlan plan;
    private final JobKey key;
    private final @Nullable IdRule counted;
    private final ImportRows rows;
    private final ImportJobs jobs;
    private final ImportConfig config;
    private final List<Read> chunk = new ArrayList<>();
    private long chunkBytes;
    private long chunkStart;

    FileStore(UUID job, ImportPlan plan, JobKey key, boolean dryRun, ImportRows rows, ImportJobs jobs, ImportConfig config) {
        this.job = job;
        this.plan = plan;
        this.key = key;
        this.counted = plan.needsKeys(dryRun) ? plan.idRule() : null;
        this.rows = rows;
        this.jobs = jobs;
        this.config = config;
    }

    void store(RowReader file) throws IOException {
        long row = 0;
        for (List<String> cells = file.next(); cells != null; cells = file.next()) {
            add(++row, cells);
            if (chunk.size() >= MAX_ROWS || chunkBytes >= MAX_BYTES || System.nanoTime() - chunkStart >= MAX_NANOS) {
                flush();
            }
        }
        if (!chunk.isEmpty()) {
            flush();
        }
    }

    static ProblemException noLongerReceived() {
        return ProblemException.conflict("import-not-receiving", "The import was cancelled, or its upload was too slow.");
    }

    private void add(long row, List<String> cells) {
        if (chunk.isEmpty()) {
            chunkStart = System.nanoTime();
        }
        UUID hash = null;
        Integer noted = null;
        if (counted != null) {
            RowParser.Parsed parsed = plan.parser().parse(cells);
            String text = parsed.error() == null ? counted.key(parsed.source()) : null;
            hash = text == null ? null : key.hash(text);
            noted = noted(plan.parser().returnedError(parsed.source()));
        }
        byte[] data = key.seal(cells);
        chunkBytes += data.length;
        chunk.add(new Read(row, data, hash, noted));
    }

    private static @Nullable Integer noted(@Nullable String error) {
        Matcher note = error == null ? null : NOTE.matcher(error);
        return note != null && note.find() ? Integer.valueOf(note.group(1)) : null;
    }

    private void flush() {
        QuarkusTransaction.requiringNew().run(() -> {
            if (!jobs.received(job, chunk.size(), config.uploadTimeout())) {
                throw noLongerReceived();
            }
            rows.copy(job, counted());
        });
        chunk.clear();
        chunkBytes = 0;
    }

    private List<Stored> counted() {
        Map<UUID, Integer> last = new HashMap<>(rows.lastOccurrences(job,
                chunk.stream().map(Read::key).filter(Objects::nonNull).distinct().toList()));
        List<Stored> stored = new ArrayList<>(chunk.size());
        for (Read read : chunk) {
            int occurrence = 0;
            if (read.key() != null) {
                Integer noted = read.noted();
                occurrence = noted != null ? noted : last.getOrDefault(read.key(), -1) + 1;
                last.merge(read.key(), occurrence, Math::max);
            }
            stored.add(new Stored(read.row(), read.data(), read.key(), occurrence));
        }
        return stored;
    }
}
