package dev.tandem.orders.order;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.time.BusinessTime;

/**
 * All that an order says about itself apart from its state and its payments. Checked as a whole, compared as a whole: an
 * import that brings equal details changes nothing.
 */
record OrderDetails(@Nullable String orderNo, UUID customerId, @Nullable String channel, @Nullable String country,
        BusinessTime occurred, List<OrderLine> lines, Money discount, Money tax, Money shipping) {

    OrderDetails {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw ProblemException.invalid("required", "/lines", "An order has at least one line.");
        }
        refuseNegative(discount, "/discountTotal");
        refuseNegative(tax, "/taxTotal");
        refuseNegative(shipping, "/shippingTotal");
        String currency = lines.getFirst().lineTotal().currency();
        for (int i = 0; i < lines.size(); i++) {
            refuseOtherCurrency(currency, lines.get(i).lineTotal(), "/lines/" + i + "/lineTotal");
        }
        refuseOtherCurrency(currency, discount, "/discountTotal");
        refuseOtherCurrency(currency, tax, "/taxTotal");
        refuseOtherCurrency(currency, shipping, "/shippingTotal");
        if (total(lines, discount, tax, shipping).isNegative()) {
            throw ProblemException.invalid("negative-total", "/discountTotal", "The discount exceeds the order.");
        }
    }

    /** Details whose absent amounts are zero in the currency of the lines. */
    static OrderDetails of(@Nullable String orderNo, UUID customerId, @Nullable String channel, @Nullable String country,
            BusinessTime occurred, List<OrderLine> lines, @Nullable Money discount, @Nullable Money tax,
            @Nullable Money shipping) {
        if (lines.isEmpty()) {
            throw ProblemException.invalid("required", "/lines", "An order has at least one line.");
        }
        Money zero = Money.zero(lines.getFirst().lineTotal().currency());
        return new OrderDetails(orderNo, customerId, channel, country, occurred, lines, discount == null ? zero : discount,
                tax == null ? zero : tax, shipping == null ? zero : shipping);
    }

    String currency() {
        return lines.getFirst().lineTotal().currency();
    }

    /** How many pieces of each product were bought. */
    Map<UUID, Integer> quantities() {
        Map<UUID, Integer> quantities = new HashMap<>();
        for (OrderLine line : lines) {
            if (line.productId() != null) {
                quantities.merge(line.productId(), line.quantity(), Math::addExact);
            }
        }
        return quantities;
    }

    Money linesTotal() {
        return linesTotal(lines);
    }

    Money total() {
        return total(lines, discount, tax, shipping);
    }

    /** Refuses a total that a client or a file states otherwise than the parts add up. */
    OrderDetails requireTotal(@Nullable Money stated) {
        if (stated != null && !stated.equals(total())) {
            throw ProblemException.invalid("total-mismatch", "/total", "The lines, shipping and tax less the discount make "
                    + total().amountText() + " " + currency() + ", not " + stated.amountText() + " " + stated.currency() + ".");
        }
        return this;
    }

    private static Money total(List<OrderLine> lines, Money discount, Money tax, Money shipping) {
        return linesTotal(lines).plus(shipping).plus(tax).minus(discount);
    }

    private static Money linesTotal(List<OrderLine> lines) {
        Money sum = Money.zero(lines.getFirst().lineTotal().currency());
        for (OrderLine line : lines) {
            sum = sum.plus(line.lineTotal());
        }
        return sum;
    }

    private static void refuseNegative(Money amount, String pointer) {
        if (amount.isNegative()) {
            throw ProblemException.invalid("negative-amount", pointer, "This amount cannot be negative.");
        }
    }

    private static void refuseOtherCurrency(String currency, Money amount, String pointer) {
        if (!amount.currency().equals(currency)) {
            throw ProblemException.invalid("currency-mismatch", pointer,
                    "An order has one currency: " + currency + ", not " + amount.currency() + ".");
        }
    }
}
