package dev.tandem.orders.cart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.orders.product.Catalogue;
import dev.tandem.platform.erasure.PersonalRecords;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.Journal;

/**
 * A person's carts: those of his log-ins, and those he bought before he had one of them. What was in them stays; whose they
 * were does not, or somebody who logs in anew would find them.
 */
@ApplicationScoped
class CartsOfPerson implements PersonalRecords {

    private final CartRepository carts;
    private final Catalogue catalogue;
    private final Journal journal;

    CartsOfPerson(CartRepository carts, Catalogue catalogue, Journal journal) {
        this.carts = carts;
        this.catalogue = catalogue;
        this.journal = journal;
    }

    @Override
    public String name() {
        return "carts";
    }

    @Override
    public String kind() {
        return CartChange.KIND;
    }

    @Override
    public List<Kept> about(UUID person, @Nullable UUID after, int limit) {
        List<Cart> part = carts.ofCustomer(person, after, limit);
        Set<UUID> products = part.stream().flatMap(cart -> cart.quantities().keySet().stream()).collect(Collectors.toSet());
        Map<UUID, Catalogue.Item> items = catalogue.items(products);
        return part.stream().map(cart -> new Kept(cart.id(),
                CartView.of(cart, Quote.of(cart.quantities(), items), Map.of()))).toList();
    }

    @Override
    public void erase(UUID person, Instant now, String by) {
        List<Cart> forgotten = new ArrayList<>();
        for (Cart cart : carts.ofCustomer(person, null, Integer.MAX_VALUE)) {
            if (carts.locked(cart.id()).orElseThrow().forgetOwner(now, by)) {
                forgotten.add(cart);
            }
        }
        carts.flush();
        List<Change> changes = forgotten.stream().map(cart -> CartChange.of("erased", cart, null, now)).toList();
        journal.write(changes, by);
    }
}
