package dev.tandem.orders.order;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.customer.CustomerLogins;
import dev.tandem.orders.listing.Listing;
import dev.tandem.orders.listing.SortKey;

/** Which orders a list shows. */
record OrderFilter(@Nullable UUID customerId, @Nullable OrderStatus status, @Nullable PaymentStatus paymentStatus,
        @Nullable String channel, @Nullable String country, @Nullable String orderNo, @Nullable LocalDate occurredFrom,
        @Nullable LocalDate occurredBefore) {

    static final List<SortKey<Order>> SORTS = List.of(SortKey.instant("createdAt", "e.createdAt", Order::createdAt),
            SortKey.instant("occurredAt", "e.occurred.occurredAt", order -> order.occurred().occurredAt()));

    Listing<Order> apply(Listing<Order> listing, CustomerLogins logins) {
        listing.where("e.customerId", customerId).where("e.status", status).where("e.paymentStatus", paymentStatus)
                .whereText("e.channel", channel).whereText("e.country", country).whereText("e.orderNo", orderNo)
                .from("e.occurred.occurredOn", occurredFrom).before("e.occurred.occurredOn", occurredBefore);
        if (logins.seesAll()) {
            return listing;
        }
        return logins.own().map(own -> listing.where("e.customerId", own)).orElseGet(listing::nothing);
    }
}
