package dev.tandem.accounts.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.record.RecordView;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;

/** An account as it is shown. */
@Schema(name = "Account")
public record AccountView(UUID id, String name, @Nullable String legalName, @Nullable String primaryDomain,
        @Nullable AccountType type, @Nullable LifecycleStage lifecycleStage, @Nullable UUID parentAccountId,
        @Nullable String industry, @Nullable Integer numberOfEmployees, @Nullable Money annualRevenue,
        @Nullable Integer yearEstablished, @Nullable String tier, @Nullable Address billingAddress,
        @Nullable Address shippingAddress, @Nullable String currency, @Nullable String timeZone, AccountStatus status,
        @Nullable UUID ownerId, @Nullable UUID teamId, List<ExternalId> externalIds, Source source, long version,
        Instant createdAt, Instant updatedAt) implements RecordView {

    static AccountView of(Account account, List<ExternalId> names) {
        AccountDetails d = account.details();
        return new AccountView(account.id(), d.name(), d.legalName(), d.primaryDomain(), d.type(), d.lifecycleStage(),
                d.parentAccountId(), d.industry(), d.numberOfEmployees(), d.annualRevenue(), d.yearEstablished(), d.tier(),
                d.billingAddress(), d.shippingAddress(), d.currency(), d.timeZone(), account.status(), d.ownerId(), d.teamId(),
                names, account.source(), account.version(), account.createdAt(), account.updatedAt());
    }
}
