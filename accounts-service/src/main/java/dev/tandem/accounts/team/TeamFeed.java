package dev.tandem.accounts.team;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** The data of a {@code team} event. */
record TeamFeed(UUID id, String code, @Nullable UUID managerId, @Nullable String region, @Nullable String externalId,
        long version) {

    static TeamFeed of(Team team, @Nullable String externalId) {
        TeamDetails details = team.details();
        return new TeamFeed(team.id(), details.code(), details.managerId(), details.region(), externalId, team.version());
    }
}
