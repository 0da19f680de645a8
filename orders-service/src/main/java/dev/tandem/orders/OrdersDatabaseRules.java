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
                "customer_email_active", new Rule(ProblemKind.CONFLICT, "email-taken", "/email",
                        "Another active customer has this e-mail address."),
                "product_sku_live", new Rule(ProblemKind.CONFLICT, "sku-taken", "/sku", "Another product has this SKU."),
                "sales_order_no", new Rule(ProblemKind.CONFLICT, "order-no-taken", "/orderNo",
                        "Another order has this number."),
                "refunds_within_captures", new Rule(ProblemKind.INVALID, "refund-exceeds-captured", "/amount",
                        "More would be refunded than was captured."));
    }
}
