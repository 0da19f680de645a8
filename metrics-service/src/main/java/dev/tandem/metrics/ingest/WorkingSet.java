package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.contribution.Converter;
import dev.tandem.metrics.contribution.CustomerContributions;
import dev.tandem.metrics.contribution.DealContributions;
import dev.tandem.metrics.contribution.OrderContributions;
import dev.tandem.metrics.contribution.Owner;
import dev.tandem.metrics.contribution.ReviewContributions;
import dev.tandem.metrics.conversion.Conversions;
import dev.tandem.metrics.conversion.RateBook;
import dev.tandem.metrics.conversion.RateEntry;
import dev.tandem.metrics.rollup.CellDeltas;
import dev.tandem.metrics.state.AccountFact;
import dev.tandem.metrics.state.EntityKey;
import dev.tandem.metrics.state.EntityState;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.metrics.state.OrderFact;
import dev.tandem.metrics.state.ReviewFact;
import dev.tandem.metrics.state.SalesUserFact;

/** All that a batch may touch, loaded before its first event and written after its last. */
final class WorkingSet {

    private final LaneRules rules;
    private final RateBook book;
    private final Map<EntityKey, EntityState> states = new HashMap<>();
    private final Set<EntityKey> changed = new LinkedHashSet<>();
    private final Map<UUID, Set<UUID>> dealsByReference = new HashMap<>();
    private final Map<UUID, Set<UUID>> ordersByCustomer = new HashMap<>();
    private final Map<Owner, Map<Contribution.Key, Contribution>> stored = new HashMap<>();
    private final Map<Owner, Map<Contribution.Key, Contribution>> current = new LinkedHashMap<>();
    private final List<LogEntry> log = new ArrayList<>();
    private final CellDeltas cells = new CellDeltas();
    private final ConvertedFacts convertedFacts = new ConvertedFacts();

    private WorkingSet(LaneRules rules, RateBook book) {
        this.rules = rules;
        this.book = book;
    }

    /** @param ours whether a subject belongs to this lane */
    static WorkingSet load(String service, List<Timeline.Step> steps, LaneReads reads, Predicate<UUID> ours,
            LaneRules rules) {
        WorkingSet set = new WorkingSet(rules, reads.rates());
        List<FeedEvent> events = new ArrayList<>();
        List<RateSpan> spans = new ArrayList<>();
        for (Timeline.Step step : steps) {
            switch (step) {
                case Timeline.EventStep event -> events.add(event.event());
                case Timeline.RateStep rate -> RateSpans.of(rate.entry(), set.book, rules.reporting()).forEach(spans::add);
            }
        }
        List<Owner> converted = spans.isEmpty() ? List.of()
                : reads.convertedIn(RateSpans.merged(spans), Owner.Kind.closingIn(service));
        Set<EntityKey> keys = new LinkedHashSet<>();
        events.forEach(event -> keys.add(event.key()));
        converted.forEach(owner -> keys.add(keyOf(owner)));
        set.states.putAll(reads.states(keys));
        set.loadDeals(events, reads);
        set.loadOrders(events, reads, ours);
        set.states.values().forEach(state -> set.index(state, true));
        set.loadContributions(events, converted, reads);
        return set;
    }

    /** Only what some deals or orders need to be re-stated. */
    static WorkingSet load(List<Owner> owners, LaneReads reads, LaneRules rules) {
        WorkingSet set = new WorkingSet(rules, reads.rates());
        set.states.putAll(reads.states(owners.stream().map(WorkingSet::keyOf).toList()));
        List<UUID> customers = owners.stream().filter(owner -> owner.kind() == Owner.Kind.CUSTOMER).map(Owner::id).toList();
        if (!customers.isEmpty()) {
            reads.ordersOf(customers).forEach(order -> set.states.putIfAbsent(order.key(), order));
            set.states.values().forEach(state -> set.index(state, true));
        }
        set.loadDeals(List.of(), reads);
        reads.contributions(owners).forEach((owner, found) -> set.stored.put(owner, byKey(found)));
        return set;
    }

    private static EntityKey keyOf(Owner owner) {
        return new EntityKey(switch (owner.kind()) {
            case OPPORTUNITY -> Feed.OPPORTUNITY;
            case ORDER -> Feed.ORDER;
            case CUSTOMER -> Feed.CUSTOMER;
            case REVIEW -> Feed.REVIEW;
        }, owner.id());
    }

    private void loadDeals(List<FeedEvent> events, LaneReads reads) {
        Set<UUID> lenders = new HashSet<>();
        Set<EntityKey> borrowed = new LinkedHashSet<>();
        for (FeedEvent event : events) {
            if ((event.feed() == Feed.ACCOUNT || event.feed() == Feed.SALES_USER) && event.fact() != null) {
                EntityState known = states.get(event.key());
                if (known == null || known.fact() == null || !known.fact().lent().equals(event.fact().lent())) {
                    lenders.add(event.id());
                }
            }
            borrow(event.fact(), borrowed);
        }
        if (!lenders.isEmpty()) {
            reads.dealsReferringTo(lenders).forEach(deal -> states.putIfAbsent(deal.key(), deal));
        }
        states.values().forEach(state -> borrow(state.fact(), borrowed));
        borrowed.removeAll(states.keySet());
        if (!borrowed.isEmpty()) {
            states.putAll(reads.states(borrowed));
        }
    }

    private static void borrow(@Nullable Fact fact, Set<EntityKey> keys) {
        if (fact instanceof OpportunityFact deal) {
            if (deal.accountId() != null) {
                keys.add(new EntityKey(Feed.ACCOUNT, deal.accountId()));
            }
            if (deal.ownerId() != null) {
                keys.add(new EntityKey(Feed.SALES_USER, deal.ownerId()));
            }
        }
    }

    private void loadOrders(List<FeedEvent> events, LaneReads reads, Predicate<UUID> ours) {
        Set<UUID> customers = new LinkedHashSet<>();
        for (FeedEvent event : events) {
            if (event.fact() instanceof OrderFact order && order.customerId() != null) {
                customers.add(order.customerId());
            }
            UUID before = customer(states.get(event.key()));
            if (before != null) {
                customers.add(before);
            }
        }
        customers.removeIf(ours.negate());
        if (!customers.isEmpty()) {
            reads.ordersOf(customers).forEach(order -> states.putIfAbsent(order.key(), order));
        }
    }

    private void loadContributions(List<FeedEvent> events, List<Owner> converted, LaneReads reads) {
        Set<Owner> owners = new LinkedHashSet<>(converted);
        for (FeedEvent event : events) {
            if (event.feed() == Feed.ORDER && states.containsKey(event.key())) {
                owners.add(new Owner(Owner.Kind.ORDER, event.id()));
            } else if (event.feed() == Feed.REVIEW && states.containsKey(event.key())) {
                owners.add(new Owner(Owner.Kind.REVIEW, event.id()));
            }
        }
        for (EntityState state : states.values()) {
            if (state.fact() instanceof OpportunityFact) {
                owners.add(new Owner(Owner.Kind.OPPORTUNITY, state.key().id()));
            }
        }
        ordersByCustomer.keySet().forEach(customer -> owners.add(new Owner(Owner.Kind.CUSTOMER, customer)));
        if (!owners.isEmpty()) {
            reads.contributions(owners).forEach((owner, found) -> {
                stored.put(owner, byKey(found));
                convertedFacts.add(owner, found);
            });
        }
    }

    private static Map<Contribution.Key, Contribution> byKey(Collection<Contribution> contributions) {
        Map<Contribution.Key, Contribution> byKey = new LinkedHashMap<>();
        for (Contribution contribution : contributions) {
            if (byKey.put(contribution.key(), contribution) != null) {
                throw new IllegalStateException("Two contributions are called " + contribution.key());
            }
        }
        return byKey;
    }

    /** The customer whose history an order of this lane belongs to. */
    static @Nullable UUID customer(@Nullable EntityState state) {
        return state != null && state.fact() instanceof OrderFact order ? order.customerId() : null;
    }

    @Nullable
    EntityState state(EntityKey key) {
        return states.get(key);
    }

    Collection<UUID> dealsOf(UUID reference) {
        // Sorted, so that the log of two runs reads the same.
        return new TreeSet<>(dealsByReference.getOrDefault(reference, Set.of()));
    }

    void put(@Nullable EntityState before, EntityState after) {
        if (before != null) {
            index(before, false);
        }
        index(after, true);
        states.put(after.key(), after);
        changed.add(after.key());
    }

    private void index(EntityState state, boolean add) {
        Fact fact = state.fact();
        if (fact instanceof OpportunityFact deal) {
            deal.refs().forEach(reference -> link(dealsByReference, reference, state.key().id(), add));
        } else if (fact instanceof OrderFact order && order.customerId() != null) {
            link(ordersByCustomer, order.customerId(), state.key().id(), add);
        }
    }

    private static void link(Map<UUID, Set<UUID>> index, UUID from, UUID to, boolean add) {
        if (add) {
            index.computeIfAbsent(from, key -> new HashSet<>()).add(to);
        } else {
            index.getOrDefault(from, new HashSet<>()).remove(to);
        }
    }

    /** Computes anew what a rate or a restatement touches. */
    void apply(RateEntry entry, Cause cause) {
        Set<Owner> touched = new TreeSet<>(Comparator.comparing(Owner::id));
        RateSpans.of(entry, book, rules.reporting()).forEach(span -> touched.addAll(convertedFacts.in(span)));
        touched.forEach(owner -> restate(owner, cause));
    }

    /** Computes a record's contributions anew and notes what came and what went. */
    void restate(Owner owner, Cause cause) {
        Map<Contribution.Key, Contribution> before = current.computeIfAbsent(owner,
                key -> stored.getOrDefault(key, Map.of()));
        Map<Contribution.Key, Contribution> after = byKey(compute(owner, cause.knownAt()).stream()
                .filter(each -> rules.metrics().contains(each.metric())).toList());
        before.forEach((key, old) -> {
            if (!old.equals(after.get(key))) {
                note(old, -1, cause, cause.firstImport());
            }
        });
        after.forEach((key, fresh) -> {
            Contribution old = before.get(key);
            if (!fresh.equals(old)) {
                boolean completes = cause.rates() && (old == null || !old.isCounted()) && cameByFirstImport(owner);
                note(fresh, 1, cause, completes || cause.firstImport());
            }
        });
        current.put(owner, after);
        convertedFacts.remove(owner, before.values());
        convertedFacts.add(owner, after.values());
    }

    /** What lacked a rate is told once one comes, with the mark of the event that brought it. */
    private boolean cameByFirstImport(Owner owner) {
        EntityState state = states.get(keyOf(owner));
        return state != null && state.firstImport();
    }

    private void note(Contribution contribution, int sign, Cause cause, boolean firstImport) {
        if (contribution.isCounted()) {
            log.add(new LogEntry(cause.knownAt(), cause.position(), firstImport, contribution, sign));
            cells.add(contribution, sign);
        }
    }

    private List<Contribution> compute(Owner owner, Instant now) {
        return switch (owner.kind()) {
            case OPPORTUNITY -> live(Feed.OPPORTUNITY, owner.id()) instanceof OpportunityFact deal
                    ? DealContributions.of(owner.id(), deal, (AccountFact) known(Feed.ACCOUNT, deal.accountId()),
                            (SalesUserFact) known(Feed.SALES_USER, deal.ownerId()), rules.zone(), converter(owner, now))
                    : List.of();
            case ORDER -> live(Feed.ORDER, owner.id()) instanceof OrderFact order
                    ? OrderContributions.of(owner.id(), order, rules.zone(), converter(owner, now))
                    : List.of();
            case REVIEW -> live(Feed.REVIEW, owner.id()) instanceof ReviewFact review
                    ? ReviewContributions.of(owner.id(), review, rules.zone())
                    : List.of();
            case CUSTOMER -> CustomerContributions.of(owner.id(), liveOrders(owner.id()), rules.zone());
        };
    }

    private Converter converter(Owner owner, Instant now) {
        EntityState state = Objects.requireNonNull(states.get(keyOf(owner)));
        return new Converter(new Conversions(book, rules.reporting(), now), state.picks());
    }

    private Map<UUID, OrderFact> liveOrders(UUID customer) {
        Map<UUID, OrderFact> orders = new HashMap<>();
        for (UUID id : ordersByCustomer.getOrDefault(customer, Set.of())) {
            if (live(Feed.ORDER, id) instanceof OrderFact order) {
                orders.put(id, order);
            }
        }
        return orders;
    }

    private @Nullable Fact live(Feed feed, UUID id) {
        EntityState state = states.get(new EntityKey(feed, id));
        return state != null && state.isLive() ? state.fact() : null;
    }

    /** A reference lends its latest known facts also after it was deleted. */
    private @Nullable Fact known(Feed feed, @Nullable UUID id) {
        EntityState state = id == null ? null : states.get(new EntityKey(feed, id));
        return state == null ? null : state.fact();
    }

    LaneChanges changes() {
        List<Contribution> gone = new ArrayList<>();
        List<Contribution> come = new ArrayList<>();
        current.forEach((owner, after) -> {
            Map<Contribution.Key, Contribution> before = stored.getOrDefault(owner, Map.of());
            before.forEach((key, old) -> {
                if (!after.containsKey(key)) {
                    gone.add(old);
                }
            });
            after.forEach((key, fresh) -> {
                if (!fresh.equals(before.get(key))) {
                    come.add(fresh);
                }
            });
        });
        return new LaneChanges(changed.stream().map(key -> Objects.requireNonNull(states.get(key))).toList(), gone,
                come, log, cells.changed(), List.of());
    }
}
