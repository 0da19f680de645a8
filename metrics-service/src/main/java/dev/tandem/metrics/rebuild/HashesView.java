package dev.tandem.metrics.rebuild;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The digests of the served generation and the positions up to which they look. */
public record HashesView(int generation, Map<String, String> positions, List<Item> items) {

    /** One metric in one month; 9999-12 holds what has no date. */
    @Schema(name = "MonthHash")
    public record Item(String metric, String month, long contributions, String sha256) {
    }
}
