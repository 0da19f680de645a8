package dev.tandem.metrics.state;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What this service keeps of one record of another service: ids, codes, times and amounts, never a person's data. */
public sealed interface Fact permits AccountFact, SalesUserFact, TeamFact, ProductFact, PipelineFact, OpportunityFact,
        CustomerFact, OrderFact, ReviewFact {

    /** The record's id in the system it came from. */
    @Nullable
    String externalId();

    /** Records whose facts also decide the dimensions of this one's contributions. */
    default List<UUID> refs() {
        return List.of();
    }

    /** Whether the record entered the suite through an import, so that its first version restates nothing. */
    @JsonIgnore
    default boolean isImported() {
        return false;
    }

    /** What other records' dimensions take from this one; a change of anything else needs no re-statement. */
    default List<@Nullable Object> lent() {
        return List.of();
    }
}
