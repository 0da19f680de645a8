package dev.tandem.metrics.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tandem.metrics.contribution.Owner;
import dev.tandem.metrics.conversion.RateBook;
import dev.tandem.metrics.state.EntityKey;
import dev.tandem.metrics.state.EntityState;
import dev.tandem.metrics.state.Feed;

/**
 * Tells how much of a stretch fits one transaction. An event costs what it costs; what grows without bound are the records
 * that are re-stated because of another record or of a rate, so these are counted before they are loaded.
 */
final class Portions {

    private static final int RATES_AT_ONCE = 200;

    private final String service;
    private final LaneRules rules;
    private final LaneProcessor processor;
    private final LaneReads reads;

    Portions(String service, LaneRules rules, LaneProcessor processor, LaneReads reads) {
        this.service = service;
        this.rules = rules;
        this.processor = processor;
        this.reads = reads;
    }

    /** How many of the steps fit; none if the first one alone is too much. */
    int fitting(List<Timeline.Step> steps) {
        Map<Timeline.Step, Integer> lenders = lenders(steps);
        Map<Timeline.Step, Integer> rates = new HashMap<>();
        RateBook book = reads.rates();
        long concerned = 0;
        for (int i = 0; i < steps.size(); i++) {
            Timeline.Step step = steps.get(i);
            if (step instanceof Timeline.RateStep && !rates.containsKey(step)) {
                rates.putAll(rates(steps.subList(i, steps.size()), book));
            }
            concerned += lenders.getOrDefault(step, 0) + rates.getOrDefault(step, 0);
            if (concerned > rules.chunk()) {
                return i;
            }
        }
        return steps.size();
    }

    private Map<Timeline.Step, Integer> lenders(List<Timeline.Step> steps) {
        List<Timeline.EventStep> events = new ArrayList<>();
        for (Timeline.Step step : steps) {
            if (step instanceof Timeline.EventStep event
                    && (event.event().feed() == Feed.ACCOUNT || event.event().feed() == Feed.SALES_USER)) {
                events.add(event);
            }
        }
        Map<Timeline.Step, Integer> found = new HashMap<>();
        if (events.isEmpty()) {
            return found;
        }
        Map<EntityKey, EntityState> states = new HashMap<>(
                reads.states(events.stream().map(event -> event.event().key()).distinct().toList()));
        List<Timeline.EventStep> lending = new ArrayList<>();
        for (Timeline.EventStep event : events) {
            EntityKey key = event.event().key();
            if (processor.lending(states.get(key), event) != null) {
                lending.add(event);
            }
            EntityState after = processor.next(states.get(key), event.event(), event.knownAt());
            if (after != null) {
                states.put(key, after);
            }
        }
        List<UUID> ids = lending.stream().map(event -> event.event().id()).distinct().toList();
        Map<UUID, Integer> deals = ids.isEmpty() ? Map.of() : reads.countDeals(ids, rules.chunk() + 1);
        lending.forEach(event -> found.put(event, deals.getOrDefault(event.event().id(), 0)));
        return found;
    }

    private Map<Timeline.Step, Integer> rates(List<Timeline.Step> steps, RateBook book) {
        List<Timeline.RateStep> some = new ArrayList<>();
        for (Timeline.Step step : steps) {
            if (step instanceof Timeline.RateStep rate && some.size() < RATES_AT_ONCE) {
                some.add(rate);
            }
        }
        List<RateSpan> spans = new ArrayList<>();
        List<Timeline.RateStep> causes = new ArrayList<>();
        for (Timeline.RateStep rate : some) {
            for (RateSpan span : RateSpans.of(rate.entry(), book, rules.reporting())) {
                spans.add(span);
                causes.add(rate);
            }
        }
        Map<Timeline.Step, Integer> found = new HashMap<>();
        some.forEach(rate -> found.put(rate, 0));
        List<Integer> counts = spans.isEmpty() ? List.of()
                : reads.countConverted(spans, Owner.Kind.closingIn(service), rules.chunk() + 1);
        for (int i = 0; i < counts.size(); i++) {
            found.merge(Objects.requireNonNull(causes.get(i)), counts.get(i), Integer::sum);
        }
        return found;
    }
}
