package dev.tandem.metrics.ingest;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.contribution.OrderContributions;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.OrderFact;

/** Which lane a KPI subject belongs to: the customer for orders and their payments, else the record itself. */
public final class Lanes {

    private static final long MIX_1 = 0xff51afd7ed558ccdL;
    private static final long MIX_2 = 0xc4ceb9fe1a85ec53L;

    private Lanes() {
    }

    /** Spreads ids evenly, although the leading bits of a UUIDv7 are a clock. */
    public static int of(UUID subject, int lanes) {
        long hash = subject.getMostSignificantBits() ^ subject.getLeastSignificantBits();
        hash = (hash ^ (hash >>> 33)) * MIX_1;
        hash = (hash ^ (hash >>> 33)) * MIX_2;
        return (int) Long.remainderUnsigned(hash ^ (hash >>> 33), lanes);
    }

    /** Whom the figures of a record are about; unknown as long as its facts are. */
    static @Nullable UUID subject(UUID id, @Nullable Fact fact) {
        return switch (fact) {
            case null -> null;
            case OrderFact order -> OrderContributions.subject(id, order);
            default -> id;
        };
    }
}
