package dev.tandem.metrics.ingest;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.contribution.Owner;

/** The records of a batch by the days of what they have converted, so that thousands of rates each find theirs. */
final class ConvertedFacts {

    private record Facts(String currency, String reporting, boolean settled) {
    }

    private final Map<Facts, NavigableMap<LocalDate, Set<Owner>>> owners = new HashMap<>();

    void add(Owner owner, Collection<Contribution> contributions) {
        contributions.stream().filter(Contribution::isConverted).forEach(each -> owners
                .computeIfAbsent(facts(each), key -> new TreeMap<>())
                .computeIfAbsent(each.day(), day -> new HashSet<>()).add(owner));
    }

    void remove(Owner owner, Collection<Contribution> contributions) {
        contributions.stream().filter(Contribution::isConverted).forEach(each -> {
            NavigableMap<LocalDate, Set<Owner>> days = owners.getOrDefault(facts(each), new TreeMap<>());
            Set<Owner> there = days.getOrDefault(each.day(), new HashSet<>());
            there.remove(owner);
            if (there.isEmpty()) {
                days.remove(each.day());
            }
        });
    }

    private static Facts facts(Contribution each) {
        return new Facts(each.currency(), each.reporting(), each.standing() == Contribution.Standing.SETTLED);
    }

    Set<Owner> in(RateSpan span) {
        Set<Owner> found = new HashSet<>();
        owners.getOrDefault(new Facts(span.currency(), span.reporting(), span.settled()), new TreeMap<>())
                .subMap(span.from(), span.to()).values().forEach(found::addAll);
        return found;
    }
}
