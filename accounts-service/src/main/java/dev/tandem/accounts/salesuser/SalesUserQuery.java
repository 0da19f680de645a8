package dev.tandem.accounts.salesuser;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.record.Selection;

/** The filters of lists and counts of sales users, by field name. */
public class SalesUserQuery {

    @RestQuery
    @Parameter(description = "Exact username")
    public @Nullable String username;

    @RestQuery
    @Parameter(description = "Manager or `null`")
    public @Nullable String managerId;

    @RestQuery
    @Parameter(description = "Team or `null`")
    public @Nullable String teamId;

    @RestQuery
    @Parameter(description = "Region or `null`")
    public @Nullable String region;

    @RestQuery
    @Parameter(description = "`true` or `false`")
    public @Nullable String active;

    Selection selection() {
        return new Selection()
                .text("username", username)
                .id("managerId", managerId)
                .id("teamId", teamId)
                .text("region", region)
                .flag("active", "active", active);
    }
}
