package dev.tandem.orders;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.platform.problem.DatabaseRules;
import dev.tandem.platform.problem.ProblemKind;

/** Words for what the database refuses when two requests race past the checks of the application. */
@ApplicationScoped
class OrdersDatabaseRules implements DatabaseRules {

    @Override
    public Map<String, Rule> rules() {
        return Map.of(
                "customer_email_active", conflict("email-taken", "/email", "Another active customer has this e-mail address."),
                "product_sku_live", conflict("sku-taken", "/sku", "Another product has this SKU."),
                "sales_order_no", conflict("order-no-taken", "/orderNo", "Another order has this number."),
                "refunds_within_captures", new Rule(ProblemKind.INVALID, "refund-exceeds-captured", "/amount",
                        "More would be refunded than was captured."),
                "returns_within_order", new Rule(ProblemKind.INVALID, "return-exceeds-ordered", "/lines",
                        "More would be returned than was ordered."),
                "order_return_line_of_order", conflict("order-line-returned", "/lines",
                        "A line of which something was returned stays."),
                "stock_level_pkey", conflict("concurrent-change", "/productId", "Somebody else began to count it; try again."),
                "cart_one_open", conflict("cart-already-open", "", "You are filling a cart already."),
                "review_one_per_line", conflict("review-exists", "", "This purchase has its review already."));
    }

    private static Rule conflict(String code, String pointer, String message) {
        return new Rule(ProblemKind.CONFLICT, code, pointer, message);
    }
}
