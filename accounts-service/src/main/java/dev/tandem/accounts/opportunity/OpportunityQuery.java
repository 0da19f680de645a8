package dev.tandem.accounts.opportunity;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.pipeline.ForecastCategory;
import dev.tandem.accounts.record.Selection;

/** The filters of lists and counts of opportunities, by field name. */
public class OpportunityQuery {

    @RestQuery
    @Parameter(description = "Account or `null`")
    public @Nullable String accountId;

    @RestQuery
    @Parameter(description = "Owner (sales user) or `null`")
    public @Nullable String ownerId;

    @RestQuery
    @Parameter(description = "Team or `null`")
    public @Nullable String teamId;

    @RestQuery
    @Parameter(description = "Pipeline")
    public @Nullable String pipelineId;

    @RestQuery
    @Parameter(description = "Stage by its code")
    public @Nullable String stage;

    @RestQuery
    @Parameter(description = "Stage by its id")
    public @Nullable String stageId;

    @RestQuery
    @Parameter(description = "`true` or `false`")
    public @Nullable String isClosed;

    @RestQuery
    @Parameter(description = "`true` or `false`")
    public @Nullable String isWon;

    @RestQuery
    @Parameter(description = "Type")
    public @Nullable String type;

    @RestQuery
    @Parameter(description = "Lead source or `null`")
    public @Nullable String leadSource;

    @RestQuery
    @Parameter(description = "Lost reason or `null`")
    public @Nullable String lostReason;

    @RestQuery
    @Parameter(description = "Forecast category")
    public @Nullable String forecastCategory;

    @RestQuery
    @Parameter(description = "Day of opening")
    public @Nullable String openedOn;

    @RestQuery
    @Parameter(description = "Opened on this day or later")
    public @Nullable String openedFrom;

    @RestQuery
    @Parameter(description = "Opened before this day")
    public @Nullable String openedBefore;

    @RestQuery
    @Parameter(description = "Day of closing or `null`")
    public @Nullable String closedOn;

    @RestQuery
    @Parameter(description = "Closed on this day or later")
    public @Nullable String closedFrom;

    @RestQuery
    @Parameter(description = "Closed before this day")
    public @Nullable String closedBefore;

    @RestQuery
    @Parameter(description = "Expected closing day or `null`")
    public @Nullable String expectedCloseOn;

    @RestQuery
    @Parameter(description = "Exact name")
    public @Nullable String name;

    Selection selection() {
        return new Selection()
                .id("accountId", accountId)
                .id("ownerId", ownerId)
                .id("teamId", teamId)
                .id("pipelineId", pipelineId)
                .text("stage", "standing.stageCode", stage)
                .id("stageId", "standing.stageId", stageId)
                .flag("isClosed", "standing.closed", isClosed)
                .flag("isWon", "standing.won", isWon)
                .code("type", type, OpportunityType.class)
                .text("leadSource", leadSource)
                .text("lostReason", lostReason)
                .code("forecastCategory", "standing.forecastCategory", forecastCategory, ForecastCategory.class)
                .day("openedOn", "openedTime.occurredOn", openedOn)
                .from("openedFrom", "openedTime.occurredOn", openedFrom)
                .before("openedBefore", "openedTime.occurredOn", openedBefore)
                .day("closedOn", "closedTime.occurredOn", closedOn)
                .from("closedFrom", "closedTime.occurredOn", closedFrom)
                .before("closedBefore", "closedTime.occurredOn", closedBefore)
                .day("expectedCloseOn", "expectedCloseOn", expectedCloseOn)
                .text("name", name);
    }
}
