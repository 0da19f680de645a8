package dev.tandem.orders.cart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** The fields of a cart that its owner may set. */
@Schema(example = "{\"lines\":[{\"productId\":\"0198f0c2-7d6e-7cc3-98c4-dc0c0c073990\",\"quantity\":2}]}")
public record CartFields(@Size(max = Cart.MAX_LINES) @Nullable List<@NotNull @Valid Line> lines) {

    /** So many of one product. */
    @Schema(name = "CartLineFields")
    public record Line(@NotNull @Nullable UUID productId,
            @NotNull @Min(1) @Max(Cart.MAX_QUANTITY) @Nullable Integer quantity) {
    }

    static CartFields of(Cart cart) {
        List<Line> lines = new ArrayList<>();
        cart.quantities().forEach((product, quantity) -> lines.add(new Line(product, quantity)));
        return new CartFields(lines);
    }

    /** Quantities by product; a product that is named twice is refused, because one of the two would be lost. */
    Map<UUID, Integer> quantities() {
        Map<UUID, Integer> quantities = new HashMap<>();
        List<Violation> twice = new ArrayList<>();
        List<Line> all = lines == null ? List.of() : lines;
        for (int i = 0; i < all.size(); i++) {
            if (quantities.put(Objects.requireNonNull(all.get(i).productId()),
                    Objects.requireNonNull(all.get(i).quantity())) != null) {
                twice.add(new Violation("/lines/" + i + "/productId", "duplicate-product", "This product has a line already."));
            }
        }
        if (!twice.isEmpty()) {
            throw ProblemException.invalid(twice);
        }
        return quantities;
    }
}
