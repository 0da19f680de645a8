package dev.tandem.accounts.opportunity;

import java.math.BigDecimal;
import java.util.UUID;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;

/** What is sold in a deal, one product a line. The quantity is kept without trailing zeros, so that equal lines are equal. */
@Embeddable
public record OpportunityLine(@Column(name = "product_id") UUID productId, BigDecimal quantity,
        @Embedded @AttributeOverride(name = "minor", column = @Column(name = "amount_minor")) @AttributeOverride(name = "currency", column = @Column(name = "amount_currency")) @Nullable Money amount) {

    public OpportunityLine {
        quantity = plain(quantity);
    }

    static BigDecimal plain(BigDecimal quantity) {
        BigDecimal stripped = quantity.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
