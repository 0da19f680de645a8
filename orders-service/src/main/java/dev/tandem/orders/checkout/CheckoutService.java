package dev.tandem.orders.checkout;

import java.util.Objects;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.cart.Carts;
import dev.tandem.orders.checkout.PaymentProvider.Answer;
import dev.tandem.orders.checkout.PaymentProvider.Charge;
import dev.tandem.orders.customer.Customers;
import dev.tandem.orders.order.OrderView;
import dev.tandem.orders.order.PaymentMethod;
import dev.tandem.orders.order.Purchases;
import dev.tandem.orders.stock.Stock;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.validation.Validations;

/**
 * Buys a cart. Locks are taken in one order, cart then stock, so two buyers never wait for one another in a circle. Whatever
 * is refused leaves nothing behind, with one exception: a buyer whose payment was declined keeps his hold on the pieces.
 */
@ApplicationScoped
class CheckoutService {

    private final Carts carts;
    private final Stock stock;
    private final Customers customers;
    private final Purchases purchases;
    private final PaymentProvider provider;
    private final Validations validations;

    CheckoutService(Carts carts, Stock stock, Customers customers, Purchases purchases, PaymentProvider provider,
            Validations validations) {
        this.carts = carts;
        this.stock = stock;
        this.customers = customers;
        this.purchases = purchases;
        this.provider = provider;
        this.validations = validations;
    }

    /** How it ended; a decline is an answer and no exception, because its transaction is kept. */
    sealed interface Outcome {

        record Bought(OrderView order) implements Outcome {
        }

        record Declined(String reason) implements Outcome {
        }
    }

    @Transactional
    Outcome buy(UUID cartId, @Nullable String ifMatch, Checkout command) {
        Carts.Ready cart = carts.ready(cartId, ifMatch);
        validations.check(command);
        Money total = cart.quote().requireTotal();
        refuseOtherTotal(command.total(), total);
        stock.hold(cartId, cart.quantities());
        UUID orderId = Ids.next();
        Purchases.Paid paid = null;
        if (!total.isZero()) {
            Checkout.Payment payment = command.payment();
            if (payment == null) {
                throw ProblemException.invalid("required", "/payment", "Say how you pay.");
            }
            PaymentMethod method = Objects.requireNonNull(payment.method());
            switch (provider.capture(new Charge(orderId, method, total, Objects.requireNonNull(payment.token())))) {
                case Answer.Captured captured -> paid = new Purchases.Paid(method, provider.name(), captured.reference());
                case Answer.Declined declined -> {
                    return new Outcome.Declined(declined.reason());
                }
            }
        }
        UUID customerId = customers.ofCaller();
        OrderView order = purchases.buy(new Purchases.Purchase(orderId, customerId, command.channel(), command.country(),
                cart.quantities(), total, paid));
        stock.sell(cartId, orderId, cart.quantities());
        carts.complete(cartId, orderId);
        return new Outcome.Bought(order);
    }

    private static void refuseOtherTotal(@Nullable Money shown, Money total) {
        if (shown != null && !shown.equals(total)) {
            throw ProblemException.conflict("price-changed",
                    "This cart costs " + total.amountText() + " " + total.currency() + " now.").with("total", total);
        }
    }
}
