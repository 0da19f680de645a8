package dev.tandem.accounts.salesuser;

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

/** A sales user as it is shown. */
@Schema(name = "SalesUser")
public record SalesUserView(UUID id, @Filter("Exact username") @Sorted(unstable = true) @Searched String username,
        @Filter("Manager or `null`") @Nullable UUID managerId, @Filter("Team or `null`") @Nullable UUID teamId,
        @Filter("Region or `null`") @Nullable String region, @Filter("`true` or `false`") boolean active,
        List<ExternalId> externalIds, Source source, long version, Instant createdAt,
        Instant updatedAt) implements RecordView {

    static SalesUserView of(SalesUser user, List<ExternalId> names) {
        SalesUserDetails details = user.details();
        return new SalesUserView(user.id(), details.username(), details.managerId(), details.teamId(), details.region(),
                Boolean.TRUE.equals(details.active()), names, user.source(), user.version(), user.createdAt(),
                user.updatedAt());
    }
}
