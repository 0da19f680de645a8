package dev.tandem.orders.order;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What people write into an order in their own words, and so may be about a person. The audit keeps it sealed, an erasure
 * blanks it; what was bought and paid stays.
 */
final class Words {

    /** Where it stands in an order as clients read it. */
    static final Set<String> PATHS = Set.of("cancelReason", "lines.*.description", "payments.*.transactions.*.reason",
            "payments.*.transactions.*.reference");

    /** Stands for what a line without a product was called. */
    static final String ERASED = "erased";

    /** The number that a provider gave a payment is needed for the books and tells nothing; everything else is words. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:/-]{1,64}");

    private Words() {
    }

    /** Whether anybody wrote anything into an order, as clients read it. */
    static boolean in(@Nullable JsonNode order) {
        if (order == null) {
            return false;
        }
        boolean any = order.hasNonNull("cancelReason");
        for (JsonNode line : order.path("lines")) {
            any |= line.hasNonNull("description") && !ERASED.equals(line.path("description").asText());
        }
        for (JsonNode payment : order.path("payments")) {
            for (JsonNode entry : payment.path("transactions")) {
                any |= entry.hasNonNull("reason")
                        || (entry.hasNonNull("reference") && !isCode(entry.path("reference").asText()));
            }
        }
        return any;
    }

    /** @return whether there was anything to blank */
    static boolean forget(List<OrderLine> lines, List<Payment> payments) {
        boolean any = false;
        for (int i = 0; i < lines.size(); i++) {
            OrderLine silent = silent(lines.get(i));
            any |= !silent.equals(lines.get(i));
            lines.set(i, silent);
        }
        for (Payment payment : payments) {
            for (PaymentTransaction entry : payment.transactions()) {
                any |= entry.forgetWords();
            }
        }
        return any;
    }

    private static OrderLine silent(OrderLine line) {
        return new OrderLine(line.productId(), line.sku(), line.productId() == null ? ERASED : null, line.quantity(),
                line.unitPrice(), line.lineTotal());
    }

    static boolean isCode(String reference) {
        return CODE.matcher(reference).matches();
    }
}
