package dev.tandem.orders.orderreturn;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.customer.CustomerLogins;
import dev.tandem.platform.listing.Listing;

/** Which returns a list shows. */
record ReturnFilter(@Nullable UUID orderId, @Nullable UUID customerId, @Nullable ReturnStatus status) {

    /** Staff see all of them, a shopper his own. */
    Listing<OrderReturn> apply(Listing<OrderReturn> listing, CustomerLogins logins) {
        listing.where("e.orderId", orderId).where("e.customerId", customerId).where("e.status", status);
        if (logins.seesAll()) {
            return listing;
        }
        return logins.own().map(own -> listing.where("e.customerId", own)).orElseGet(listing::nothing);
    }
}
