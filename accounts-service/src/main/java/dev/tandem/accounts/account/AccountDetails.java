package dev.tandem.accounts.account;

import java.util.Locale;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;

/** What a client may set of an account; only the name is needed. */
@Schema(name = "AccountDetails", example = """
        {"name":"Acme Corporation","industry":"technology","numberOfEmployees":2822,\
        "annualRevenue":{"amount":"1100040000.00","currency":"USD"},"billingAddress":{"country":"US"}}""")
public record AccountDetails(
        @NotBlank @Size(max = 200) String name,
        @Size(max = 200) @Nullable String legalName,
        @Schema(description = "Internet domain of the company; unique, kept in lower case") @Size(max = 253) @Nullable String primaryDomain,
        @Schema(description = "PROSPECT unless set") @Nullable AccountType type,
        @Nullable LifecycleStage lifecycleStage,
        @Schema(description = "The company that this one belongs to; never a descendant") @Nullable UUID parentAccountId,
        @Schema(description = "Code of the configured list") @Nullable String industry,
        @Min(0) @Nullable Integer numberOfEmployees,
        @Nullable Money annualRevenue,
        @Min(1000) @Max(2200) @Nullable Integer yearEstablished,
        @Size(max = 50) @Nullable String tier,
        @Valid @Nullable Address billingAddress,
        @Valid @Nullable Address shippingAddress,
        @Schema(description = "ISO 4217") @Nullable String currency,
        @Schema(description = "IANA time zone, for quotes, notices and deadlines only") @Nullable String timeZone,
        @Schema(description = "Sales user; the caller's own unless set, where sales people create") @Nullable UUID ownerId,
        @Nullable UUID teamId) {

    private static final Address NOWHERE = new Address(null, null, null, null, null, null);

    public AccountDetails {
        primaryDomain = primaryDomain == null ? null : primaryDomain.strip().toLowerCase(Locale.ROOT);
        billingAddress = NOWHERE.equals(billingAddress) ? null : billingAddress;
        shippingAddress = NOWHERE.equals(shippingAddress) ? null : shippingAddress;
    }

    AccountDetails ownedBy(@Nullable UUID owner) {
        return with(parentAccountId, owner);
    }

    AccountDetails belongingTo(@Nullable UUID parent) {
        return with(parent, ownerId);
    }

    private AccountDetails with(@Nullable UUID parent, @Nullable UUID owner) {
        return new AccountDetails(name, legalName, primaryDomain, type, lifecycleStage, parent, industry, numberOfEmployees,
                annualRevenue, yearEstablished, tier, billingAddress, shippingAddress, currency, timeZone, owner, teamId);
    }
}
