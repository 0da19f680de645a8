package dev.tandem.orders.checkout;

import java.util.UUID;

import dev.tandem.orders.order.PaymentMethod;
import dev.tandem.platform.money.Money;

/**
 * Somebody who takes money for us. A provider outside of this process would have to be asked in two steps, the intent stored
 * first; the one there is works at once, so it may be asked within the transaction.
 */
interface PaymentProvider {

    /** The provider's name in the ledger. */
    String name();

    Answer capture(Charge charge);

    /**
     * What is to be taken.
     *
     * @param orderId the order it is for; a second charge for it would be the same charge
     * @param token how the buyer pays, as the provider's own form in the browser has named it; never a card number
     */
    record Charge(UUID orderId, PaymentMethod method, Money amount, String token) {
    }

    /** What became of it. */
    sealed interface Answer {

        record Captured(String reference) implements Answer {
        }

        /** @param reason a word of the provider for it, such as insufficient-funds */
        record Declined(String reason) implements Answer {
        }
    }
}
