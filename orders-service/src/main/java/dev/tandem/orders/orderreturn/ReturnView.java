package dev.tandem.orders.orderreturn;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Sorted;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.time.Precision;

/**
 * A return as clients read it.
 *
 * @param refundTotal what has arrived was worth; given back when the status is REFUNDED
 * @param comment what the buyer wrote
 * @param decision why it was rejected, cancelled or closed
 */
@Schema(name = "Return", example = """
        {"id":"01941f29-7c00-7000-8000-000000000001","orderId":"01941f29-7c00-7000-8000-000000000002",
         "customerId":"01941f29-7c00-7000-8000-000000000003","status":"RECEIVED",
         "lines":[{"lineNo":1,"productId":"0198f0c2-7d6e-7cc3-98c4-dc0c0c073990","sku":"SERUM-30","reason":"DAMAGED",
          "requestedQty":2,"receivedQty":1,"condition":"RESALEABLE","refundGoods":{"amount":"22.41","currency":"USD"},
          "refundTax":{"amount":"2.24","currency":"USD"}}],"refundTotal":{"amount":"24.65","currency":"USD"},
         "comment":"The cap was broken.","decision":null,"channel":"WEB","country":"ID",
         "occurredAt":"2026-03-01T10:00:00Z","occurredOn":"2026-03-01","precision":"INSTANT","source":"API",
         "createdAt":"2026-03-01T10:00:00Z","updatedAt":"2026-03-04T09:30:00Z","version":3}""")
public record ReturnView(UUID id, UUID orderId, UUID customerId, ReturnStatus status, List<Line> lines,
        @Nullable Money refundTotal, @Nullable String comment, @Nullable String decision, @Nullable String channel,
        @Nullable String country, @Sorted(path = "occurred.occurredAt") Instant occurredAt, LocalDate occurredOn,
        Precision precision, Source source, Instant createdAt, Instant updatedAt, long version) {

    /** The pieces of one line of the order. */
    @Schema(name = "ReturnLine")
    public record Line(int lineNo, @Nullable UUID productId, @Nullable String sku, ReturnReason reason, int requestedQty,
            @Nullable Integer receivedQty, @Nullable Condition condition, @Nullable Money refundGoods,
            @Nullable Money refundTax) {
    }

    static ReturnView of(OrderReturn one) {
        List<Line> lines = new ArrayList<>();
        one.lines().forEach((no, line) -> lines.add(new Line(no, line.productId(), line.sku(), line.reason(),
                line.requested(), line.received(), line.condition(), line.goods(), line.tax())));
        return new ReturnView(one.id(), one.orderId(), one.customerId(), one.status(), lines, one.refundTotal(), one.comment(),
                one.decision(), one.channel(), one.country(), one.occurred().occurredAt(), one.occurred().occurredOn(),
                one.occurred().precision(), one.source(), one.createdAt(), one.updatedAt(), one.version());
    }
}
