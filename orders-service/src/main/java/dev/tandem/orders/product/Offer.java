package dev.tandem.orders.product;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;

/** What a product is and costs, checked; compared as a whole. */
record Offer(String sku, String name, ProductKind kind, ProductStatus status, @Nullable Money price) {

    Offer {
        sku = sku.strip();
        name = name.strip();
        if (sku.isEmpty()) {
            throw ProblemException.invalid("required", "/sku", "A product has a SKU.");
        }
        if (name.isEmpty()) {
            throw ProblemException.invalid("required", "/name", "A product has a name.");
        }
        if (price != null && price.isNegative()) {
            throw ProblemException.invalid("negative-amount", "/price", "A price cannot be negative.");
        }
    }
}
