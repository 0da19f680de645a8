package dev.tandem.platform.exports;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.imports.ImportRow;
import dev.tandem.platform.imports.Outcome;

/** A kind with as many records as a test likes, which can break in the middle. */
@Singleton
class StreamKind implements ExportKind<StreamKind.Drop> {

    record Drop(long number, String text) {
    }

    static volatile long records;
    static volatile long breaksAt;
    static final AtomicInteger CHUNKS = new AtomicInteger();

    static void holds(long count, long broken) {
        records = count;
        breaksAt = broken;
        CHUNKS.set(0);
    }

    @Override
    public String kind() {
        return "drop";
    }

    @Override
    public Class<Drop> rowType() {
        return Drop.class;
    }

    @Override
    public List<ExportRow<Drop>> export(@Nullable UUID after, int limit) {
        CHUNKS.incrementAndGet();
        long first = after == null ? 1 : after.getLeastSignificantBits() + 1;
        if (breaksAt >= first && breaksAt < first + limit) {
            throw new IllegalStateException("broken on purpose");
        }
        return IntStream.range(0, (int) Math.min(limit, records - first + 1))
                .mapToObj(i -> new ExportRow<>(new UUID(0, first + i), new Drop(first + i, "x".repeat(200)))).toList();
    }

    @Override
    public Set<UUID> known(Collection<UUID> ids) {
        return Set.copyOf(ids);
    }

    @Override
    public List<Outcome> apply(List<ImportRow<Drop>> rows, ImportContext context) {
        throw new UnsupportedOperationException();
    }
}
