package dev.tandem.accounts.opportunity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.resource.Reference;

/** What a client may set of a line. */
@Schema(name = "OpportunityLineDetails")
public record LineDetails(@NotNull UUID productId,
        @Schema(description = "1 unless set; at most four decimals") @Positive @Digits(integer = 15, fraction = 4) @Nullable BigDecimal quantity,
        @Nullable Money amount) {

    public LineDetails {
        quantity = quantity == null ? BigDecimal.ONE : OpportunityLine.plain(quantity);
    }

    /** The products that lines name. A line that is null is refused elsewhere, together with all else that is wrong. */
    static List<Reference> references(@Nullable List<LineDetails> lines) {
        List<Reference> references = new ArrayList<>();
        for (int i = 0; lines != null && i < lines.size(); i++) {
            LineDetails line = lines.get(i);
            if (line != null) {
                references.add(new Reference("/lines/" + i + "/productId", "Product", line.productId()));
            }
        }
        return references;
    }

    OpportunityLine line() {
        return new OpportunityLine(productId, Objects.requireNonNull(quantity), amount);
    }

    static LineDetails of(OpportunityLine line) {
        return new LineDetails(line.productId(), line.quantity(), line.amount());
    }
}
