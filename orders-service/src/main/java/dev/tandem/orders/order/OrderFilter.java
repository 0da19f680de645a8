package dev.tandem.orders.order;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.customer.CustomerLogins;
import dev.tandem.platform.listing.Listing;
import dev.tandem.platform.listing.Search;
import dev.tandem.platform.record.ExternalIds;

/** Which orders a list shows. */
record OrderFilter(@Nullable UUID customerId, @Nullable OrderStatus status, @Nullable PaymentStatus paymentStatus,
        @Nullable String channel, @Nullable String country, @Nullable String orderNo, @Nullable LocalDate occurredFrom,
        @Nullable LocalDate occurredBefore, @Nullable String q) {

    Listing<Order> apply(Listing<Order> listing, CustomerLogins logins, ExternalIds names) {
        listing.found(Search.of(q, names, OrderChange.KIND)).where("e.customerId", customerId).where("e.status", status)
                .where("e.paymentStatus", paymentStatus)
                .whereText("e.channel", channel).whereText("e.country", country).whereText("e.orderNo", orderNo)
                .from("e.occurred.occurredOn", occurredFrom).before("e.occurred.occurredOn", occurredBefore);
        if (logins.seesAll()) {
            return listing;
        }
        return logins.own().map(own -> listing.where("e.customerId", own)).orElseGet(listing::nothing);
    }
}
