package dev.tandem.accounts.salesuser;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.record.Source;

/** The data of a {@code sales-user} event. */
record SalesUserFeed(UUID id, String username, @Nullable UUID managerId, @Nullable UUID teamId, @Nullable String region,
        boolean active, Source source, @Nullable String externalId, long version) {

    static SalesUserFeed of(SalesUser user, @Nullable String externalId) {
        SalesUserDetails details = user.details();
        return new SalesUserFeed(user.id(), details.username(), details.managerId(), details.teamId(), details.region(),
                Boolean.TRUE.equals(details.active()), user.source(), externalId, user.version());
    }
}
