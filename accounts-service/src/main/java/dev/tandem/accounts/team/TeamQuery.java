package dev.tandem.accounts.team;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.record.Selection;

/** The filters of lists and counts of teams, by field name. */
public class TeamQuery {

    @RestQuery
    @Parameter(description = "Exact code")
    public @Nullable String code;

    @RestQuery
    @Parameter(description = "Leader of the team or `null`")
    public @Nullable String managerId;

    @RestQuery
    @Parameter(description = "Region or `null`")
    public @Nullable String region;

    Selection selection() {
        return new Selection()
                .text("code", code)
                .id("managerId", managerId)
                .text("region", region);
    }
}
