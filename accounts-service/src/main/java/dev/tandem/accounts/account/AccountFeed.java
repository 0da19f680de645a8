package dev.tandem.accounts.account;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.Source;

/** The data of an {@code account} event: never a name, a domain or an address line. */
record AccountFeed(UUID id, @Nullable UUID parentAccountId, @Nullable AccountType type, @Nullable LifecycleStage lifecycleStage,
        @Nullable String industry, @Nullable String country, @Nullable Integer numberOfEmployees,
        @Nullable Money annualRevenue, @Nullable String tier, @Nullable String currency, @Nullable String timeZone,
        AccountStatus status, @Nullable UUID mergedIntoId, @Nullable UUID ownerId, @Nullable UUID teamId,
        @Nullable String externalId, Instant createdAt,
        Source source, long version) {

    static AccountFeed of(Account account, @Nullable String externalId) {
        AccountDetails d = account.details();
        Address billing = d.billingAddress();
        return new AccountFeed(account.id(), d.parentAccountId(), d.type(), d.lifecycleStage(), d.industry(),
                billing == null ? null : billing.country(), d.numberOfEmployees(), d.annualRevenue(), d.tier(), d.currency(),
                d.timeZone(), account.status(), account.mergedIntoId(), d.ownerId(), d.teamId(), externalId,
                account.createdAt(), account.source(),
                account.version());
    }
}
