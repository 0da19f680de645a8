package dev.tandem.metrics.ingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.conversion.RateBook;
import dev.tandem.metrics.conversion.RateEntry;

/** Which facts something about rates may touch: more than it does in the end, never fewer. */
final class RateSpans {

    private RateSpans() {
    }

    /** A pair serves both ways, as far as one of its currencies is reported in. */
    static List<RateSpan> of(RateEntry entry, RateBook book, SortedSet<String> reporting) {
        List<RateSpan> spans = new ArrayList<>();
        if (reporting.contains(entry.quote())) {
            spans.add(span(entry, entry.base(), entry.quote(), book));
        }
        if (reporting.contains(entry.base())) {
            spans.add(span(entry, entry.quote(), entry.base(), book));
        }
        return spans;
    }

    private static RateSpan span(RateEntry entry, String currency, String target, RateBook book) {
        return switch (entry) {
            case RateEntry.Rate rate -> new RateSpan(currency, target, false, rate.validFrom(), end(rate, book));
            case RateEntry.Restatement order -> new RateSpan(currency, target, true, order.from(), order.to());
        };
    }

    private static LocalDate end(RateEntry.Rate rate, RateBook book) {
        LocalDate end = book.end(rate);
        return end == null ? Contribution.UNDATED : end;
    }

    /** One span per pair, so that many rates ask no more questions than one. */
    static List<RateSpan> merged(List<RateSpan> spans) {
        List<RateSpan> merged = new ArrayList<>();
        for (RateSpan span : spans) {
            int same = -1;
            for (int i = 0; i < merged.size() && same < 0; i++) {
                same = merged.get(i).isOfSameFactsAs(span) ? i : -1;
            }
            if (same < 0) {
                merged.add(span);
            } else {
                merged.set(same, merged.get(same).plus(span));
            }
        }
        return merged;
    }
}
