package dev.tandem.accounts.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Filter;
import dev.tandem.platform.listing.Searched;
import dev.tandem.platform.listing.Sorted;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.RecordView;

/** An account as it is shown. */
@Schema(name = "Account")
public record AccountView(UUID id, @Filter("Exact name") @Sorted(unstable = true) @Searched String name,
        @Searched @Nullable String legalName, @Filter("Domain or `null`") @Searched @Nullable String primaryDomain,
        @Filter("Type") @Nullable AccountType type,
        @Filter("Lifecycle stage or `null`") @Nullable LifecycleStage lifecycleStage,
        @Filter("Parent account or `null`") @Nullable UUID parentAccountId,
        @Filter("Industry code or `null`") @Nullable String industry, @Nullable Integer numberOfEmployees,
        @Nullable Money annualRevenue, @Nullable Integer yearEstablished, @Filter("Tier or `null`") @Nullable String tier,
        @Filter(value = "Country of the billing address or `null`", name = "country", path = "billingAddress.country", type = String.class) @Nullable Address billingAddress,
        @Nullable Address shippingAddress, @Nullable String currency, @Nullable String timeZone,
        @Filter("Status") AccountStatus status, @Filter("Owner (sales user) or `null`") @Nullable UUID ownerId,
        @Filter("Team or `null`") @Nullable UUID teamId, List<ExternalId> externalIds, Source source, long version,
        Instant createdAt, Instant updatedAt) implements RecordView {

    static AccountView of(Account account, List<ExternalId> names) {
        AccountDetails d = account.details();
        return new AccountView(account.id(), d.name(), d.legalName(), d.primaryDomain(), d.type(), d.lifecycleStage(),
                d.parentAccountId(), d.industry(), d.numberOfEmployees(), d.annualRevenue(), d.yearEstablished(), d.tier(),
                d.billingAddress(), d.shippingAddress(), d.currency(), d.timeZone(), account.status(), d.ownerId(), d.teamId(),
                names, account.source(), account.version(), account.createdAt(), account.updatedAt());
    }
}
