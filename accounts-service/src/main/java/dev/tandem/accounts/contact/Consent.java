package dev.tandem.accounts.contact;

import java.time.LocalDate;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a person has agreed to, since when, and until when; one that was taken back stays, because it held meanwhile. */
@Embeddable
@Schema(name = "Consent", example = "{\"purpose\":\"MARKETING_EMAIL\",\"grantedOn\":\"2026-03-01\",\"evidence\":\"Form at the fair\"}")
public record Consent(@NotNull @Enumerated(EnumType.STRING) ConsentPurpose purpose,
        @Schema(description = "Not in the future") @NotNull @Column(name = "granted_on") LocalDate grantedOn,
        @Schema(description = "Not before it was granted") @Column(name = "withdrawn_on") @Nullable LocalDate withdrawnOn,
        @Schema(description = "Where and how it was given") @Size(max = 1000) @Nullable String evidence) {

    /** The later one of two statements; of two on one day the refusal. */
    Consent later(Consent other) {
        int order = said().compareTo(other.said());
        return order > 0 || order == 0 && !holds() ? this : other;
    }

    private LocalDate said() {
        return withdrawnOn == null ? grantedOn : withdrawnOn;
    }

    boolean holds() {
        return withdrawnOn == null;
    }
}
