package dev.tandem.orders.order;

import java.util.UUID;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;

/**
 * What was bought, as it was called and priced then.
 *
 * @param productId null where the source knows no product of ours; then there is a description
 * @param sku the product's code at the time, kept because products are renamed
 * @param unitPrice null where the source gives none: it is never computed back from the total
 * @param lineTotal the stored truth, whatever price and quantity say
 */
@Embeddable
public record OrderLine(
        @Column(name = "product_id") @Nullable UUID productId,
        @Column(name = "sku") @Nullable String sku,
        @Column(name = "description") @Nullable String description,
        @Column(name = "quantity") int quantity,
        @Embedded @AttributeOverride(name = "minor", column = @Column(name = "unit_price_minor")) @AttributeOverride(name = "currency", column = @Column(name = "unit_price_currency", columnDefinition = "bpchar(3)")) @Nullable Money unitPrice,
        @Embedded @AttributeOverride(name = "minor", column = @Column(name = "line_total_minor")) @AttributeOverride(name = "currency", column = @Column(name = "line_total_currency", columnDefinition = "bpchar(3)")) Money lineTotal) {

    /** A line whose total follows from price and quantity where the source gives no total. */
    static OrderLine of(@Nullable UUID productId, @Nullable String sku, @Nullable String description, int quantity,
            @Nullable Money unitPrice, @Nullable Money lineTotal) {
        if (quantity < 1) {
            throw ProblemException.invalid("invalid-quantity", "/quantity", "A line has at least one piece.");
        }
        if (productId == null && description == null) {
            throw ProblemException.invalid("required", "/description", "A line without a product needs a description.");
        }
        Money total = lineTotal;
        if (total == null) {
            if (unitPrice == null) {
                throw ProblemException.invalid("required", "/lineTotal", "A line needs a total or a unit price.");
            }
            total = times(unitPrice, quantity);
        }
        refuseNegative(total, "/lineTotal");
        if (unitPrice != null) {
            refuseNegative(unitPrice, "/unitPrice");
            if (!unitPrice.currency().equals(total.currency())) {
                throw ProblemException.invalid("currency-mismatch", "/unitPrice", "A line has one currency.");
            }
        }
        return new OrderLine(productId, sku, description, quantity, unitPrice, total);
    }

    private static Money times(Money price, int quantity) {
        try {
            return new Money(Math.multiplyExact(price.minor(), quantity), price.currency());
        } catch (ArithmeticException tooLarge) {
            throw ProblemException.invalid("amount-too-large", "/lineTotal", "The line's total is too large.")
                    .causedBy(tooLarge);
        }
    }

    private static void refuseNegative(Money amount, String pointer) {
        if (amount.isNegative()) {
            throw ProblemException.invalid("negative-amount", pointer, "An amount of a line cannot be negative.");
        }
    }
}
