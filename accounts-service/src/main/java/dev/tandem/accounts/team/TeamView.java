package dev.tandem.accounts.team;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.record.RecordView;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;

/** A team as it is shown. */
@Schema(name = "Team")
public record TeamView(UUID id, String code, String name, @Nullable UUID managerId, @Nullable String region,
        List<ExternalId> externalIds, Source source, long version, Instant createdAt, Instant updatedAt) implements RecordView {

    static TeamView of(Team team, List<ExternalId> names) {
        TeamDetails details = team.details();
        return new TeamView(team.id(), details.code(), team.name(), details.managerId(), details.region(), names,
                team.source(), team.version(), team.createdAt(), team.updatedAt());
    }
}
