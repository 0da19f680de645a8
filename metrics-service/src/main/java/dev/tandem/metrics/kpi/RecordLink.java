package dev.tandem.metrics.kpi;

import java.util.UUID;

/** Where a record behind a figure can be opened: the path at its own service, which the gateway serves unchanged. */
public final class RecordLink {

    private RecordLink() {
    }

    public static String of(String kind, UUID id) {
        return switch (kind) {
            case "opportunity" -> "/api/v1/b2b/opportunities/" + id;
            case "order" -> "/api/v1/b2c/orders/" + id;
            case "customer" -> "/api/v1/b2c/customers/" + id;
            case "review" -> "/api/v1/b2c/reviews/" + id;
            default -> throw new IllegalArgumentException("No record is of kind " + kind);
        };
    }
}
