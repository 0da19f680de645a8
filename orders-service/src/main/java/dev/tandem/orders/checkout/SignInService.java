package dev.tandem.orders.checkout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.tandem.orders.cart.Cart;
import dev.tandem.orders.cart.Carts;
import dev.tandem.orders.customer.Customers;
import dev.tandem.orders.order.Purchases;
import dev.tandem.orders.orderreturn.Returns;
import dev.tandem.orders.product.Catalogue;
import dev.tandem.orders.stock.Stock;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.validation.Validations;

/**
 * Makes a guest's cart and orders those of the shopper he turned out to be. Of two carts the larger number of each thing
 * counts: that is the same whoever signs in first, and a second time changes nothing.
 */
@ApplicationScoped
class SignInService {

    private final Guests guests;
    private final Carts carts;
    private final Customers customers;
    private final Purchases purchases;
    private final Returns returns;
    private final Catalogue catalogue;
    private final Stock stock;
    private final Validations validations;
    private final Caller caller;

    SignInService(Guests guests, Carts carts, Customers customers, Purchases purchases, Returns returns,
            Catalogue catalogue, Stock stock, Validations validations, Caller caller) {
        this.guests = guests;
        this.carts = carts;
        this.customers = customers;
        this.purchases = purchases;
        this.returns = returns;
        this.catalogue = catalogue;
        this.stock = stock;
        this.validations = validations;
        this.caller = caller;
    }

    @Transactional
    SignIn.Result signIn(SignIn command) {
        validations.check(command);
        Cart.Owner guest = guests.of(Objects.requireNonNull(command.guestToken()));
        Cart.Owner shopper = new Cart.Owner(caller.issuer(), caller.subject());
        Optional<Carts.Content> left = carts.open(guest);
        int orders = customers.takeOver(guest.issuer(), guest.subject()).flatMap(from -> customers.ofCallerIfAny()
                .map(to -> moved(from, to))).orElse(0);
        Optional<Carts.Content> own = carts.open(shopper);
        if (left.isEmpty()) {
            return new SignIn.Result(own.map(Carts.Content::id).orElse(null), orders, List.of());
        }
        carts.mergeAway(left.get().id());
        stock.letGo(left.get().id());
        Map<UUID, Integer> wanted = new HashMap<>(left.get().quantities());
        own.ifPresent(cart -> cart.quantities().forEach((product, quantity) -> wanted.merge(product, quantity, Math::max)));
        List<SignIn.Adjustment> adjustments = clamp(own.map(Carts.Content::id).orElse(left.get().id()), wanted);
        return new SignIn.Result(carts.fill(shopper, wanted), orders, adjustments);
    }

    /** How many orders have moved; their returns follow. */
    private int moved(UUID from, UUID to) {
        int orders = purchases.move(from, to);
        returns.move(from, to);
        return orders;
    }

    /** Takes out of {@code wanted} what is not there, and says so. */
    private List<SignIn.Adjustment> clamp(UUID cartId, Map<UUID, Integer> wanted) {
        Map<UUID, Integer> free = stock.available(Set.of(cartId), wanted.keySet()).getOrDefault(cartId, Map.of());
        Map<UUID, Catalogue.Item> items = catalogue.items(wanted.keySet());
        List<SignIn.Adjustment> adjustments = new ArrayList<>();
        for (Map.Entry<UUID, Integer> line : Map.copyOf(wanted).entrySet()) {
            int granted = Math.min(line.getValue(), free.getOrDefault(line.getKey(), line.getValue()));
            if (granted < line.getValue()) {
                Catalogue.Item item = items.get(line.getKey());
                adjustments.add(new SignIn.Adjustment(item == null ? line.getKey().toString() : item.sku(), line.getValue(),
                        granted));
                wanted.compute(line.getKey(), (product, quantity) -> granted == 0 ? null : Integer.valueOf(granted));
            }
        }
        return adjustments;
    }
}
