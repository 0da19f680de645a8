package dev.tandem.accounts.account;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.record.Selection;

/** The filters of lists and counts of accounts, by field name. */
public class AccountQuery {

    @RestQuery
    @Parameter(description = "Owner (sales user) or `null`")
    public @Nullable String ownerId;

    @RestQuery
    @Parameter(description = "Team or `null`")
    public @Nullable String teamId;

    @RestQuery
    @Parameter(description = "Parent account or `null`")
    public @Nullable String parentAccountId;

    @RestQuery
    @Parameter(description = "Exact name")
    public @Nullable String name;

    @RestQuery
    @Parameter(description = "Domain or `null`")
    public @Nullable String primaryDomain;

    @RestQuery
    @Parameter(description = "Industry code or `null`")
    public @Nullable String industry;

    @RestQuery
    @Parameter(description = "Country of the billing address or `null`")
    public @Nullable String country;

    @RestQuery
    @Parameter(description = "Type")
    public @Nullable String type;

    @RestQuery
    @Parameter(description = "Lifecycle stage or `null`")
    public @Nullable String lifecycleStage;

    @RestQuery
    @Parameter(description = "Status")
    public @Nullable String status;

    @RestQuery
    @Parameter(description = "Tier or `null`")
    public @Nullable String tier;

    Selection selection() {
        return new Selection()
                .id("ownerId", ownerId)
                .id("teamId", teamId)
                .id("parentAccountId", parentAccountId)
                .text("name", name)
                .text("primaryDomain", primaryDomain)
                .text("industry", industry)
                .text("country", "billingAddress.country", country)
                .code("type", type, AccountType.class)
                .code("lifecycleStage", lifecycleStage, LifecycleStage.class)
                .code("status", status, AccountStatus.class)
                .text("tier", tier);
    }
}
