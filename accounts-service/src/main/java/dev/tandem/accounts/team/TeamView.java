package dev.tandem.accounts.team;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Filter;
import dev.tandem.platform.listing.Searched;
import dev.tandem.platform.listing.Sorted;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.RecordView;

/** A team as it is shown. */
@Schema(name = "Team")
public record TeamView(UUID id, @Filter("Exact code") @Sorted(unstable = true) @Searched String code, @Searched String name,
        @Filter("Leader of the team or `null`") @Nullable UUID managerId,
        @Filter("Region or `null`") @Nullable String region,
        List<ExternalId> externalIds, Source source, long version, Instant createdAt, Instant updatedAt) implements RecordView {

    static TeamView of(Team team, List<ExternalId> names) {
        TeamDetails details = team.details();
        return new TeamView(team.id(), details.code(), team.name(), details.managerId(), details.region(), names,
                team.source(), team.version(), team.createdAt(), team.updatedAt());
    }
}
