package dev.tandem.accounts.contact;

import java.util.Map;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person is in an account. Who has left a company keeps the link, which then is not active. */
@Embeddable
@Schema(name = "AccountLink", example = "{\"accountId\":\"01941f29-7c00-7000-8000-000000000001\",\"role\":\"BUDGET_HOLDER\",\"isPrimary\":true}")
public record AccountLink(@NotNull @Column(name = "account_id") UUID accountId,
        @Enumerated(EnumType.STRING) @Nullable ContactRole role,
        @Schema(description = "Whether this is the account's first contact, of which it has one at most; false unless set") @JsonProperty("isPrimary") @Column(name = "is_primary") @Nullable Boolean isPrimary,
        @Schema(description = "False for who has left; true unless set") @JsonProperty("isActive") @Column(name = "is_active") @Nullable Boolean isActive) {

    /** The same with all that was left unsaid. */
    AccountLink complete() {
        return new AccountLink(accountId, role, Boolean.TRUE.equals(isPrimary), !Boolean.FALSE.equals(isActive));
    }

    /**
     * The same in an account that this one lives on in.
     *
     * @param there what the person is there already
     * @param first whether he is the first contact of both together
     */
    AccountLink movedTo(UUID account, @Nullable AccountLink there, boolean first) {
        boolean active = Boolean.TRUE.equals(isActive) || there != null && Boolean.TRUE.equals(there.isActive);
        return new AccountLink(account, there == null || there.role == null ? role : there.role, first && active, active);
    }

    AccountLink among(Map<UUID, UUID> heirs) {
        return new AccountLink(heirs.getOrDefault(accountId, accountId), role, isPrimary, isActive);
    }

    /** What one person is in one account by two records; where both name a role, this one stands. */
    AccountLink joinedBy(AccountLink other) {
        boolean first = Boolean.TRUE.equals(isPrimary) || Boolean.TRUE.equals(other.isPrimary);
        return other.movedTo(accountId, this, first);
    }

    AccountLink notPrimary() {
        return new AccountLink(accountId, role, false, isActive);
    }

    AccountLink left() {
        return new AccountLink(accountId, role, false, false);
    }
}
