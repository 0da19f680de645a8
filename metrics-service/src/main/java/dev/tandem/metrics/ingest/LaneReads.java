package dev.tandem.metrics.ingest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.contribution.Owner;
import dev.tandem.metrics.conversion.RateBook;
import dev.tandem.metrics.state.EntityKey;
import dev.tandem.metrics.state.EntityState;

/** What a lane knows, read in sets: a few questions per batch, never one per event. */
public interface LaneReads {

    Map<EntityKey, EntityState> states(Collection<EntityKey> keys);

    /** The deals whose dimensions come from one of these accounts or sales-users. */
    List<EntityState> dealsReferringTo(Collection<UUID> references);

    /** All orders of these customers, existing or deleted. */
    List<EntityState> ordersOf(Collection<UUID> customers);

    Map<Owner, List<Contribution>> contributions(Collection<Owner> owners);

    /** Records of this kind with a conversion in one of these spans. */
    List<Owner> convertedIn(Collection<RateSpan> spans, Owner.Kind kind);

    /** How many deals refer to each of these records, not counted beyond {@code most}. */
    Map<UUID, Integer> countDeals(Collection<UUID> references, int most);

    /** How many conversions there are in each of these spans, not counted beyond {@code most}. */
    List<Integer> countConverted(List<RateSpan> spans, Owner.Kind kind, int most);

    /** Deals that refer to a record, among the next {@code size} deals of the lane. */
    Restatement.Slice dealsAfter(UUID reference, Restatement.Place place, int size);

    /** The next {@code size} conversions in a span. */
    Restatement.Slice convertedAfter(RateSpan span, Owner.Kind kind, Restatement.Place place, int size);

    /** Everything recorded about rates; nothing can be recorded any more that this transaction should have seen. */
    RateBook rates();

    /** The places of rates after the entry {@code seq}, in order. */
    List<RateTurn> turns(String service, long seq);

    /**
     * Fixes the place of the rates up to {@code throughSeq} for all lanes and generations.
     *
     * @return the place, which another lane may have fixed a moment before
     */
    RateTurn fixTurn(String service, RateTurn turn);
}
