package dev.tandem.orders.cart;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.orders.product.Catalogue;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.problem.ProblemException;

/** What a checkout may do with a cart, in its own transaction and under the lock on the cart. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Carts {

    private final CartRepository carts;
    private final Catalogue catalogue;
    private final Journal journal;
    private final Caller caller;
    private final Clock clock;

    Carts(CartRepository carts, Catalogue catalogue, Journal journal, Caller caller, Clock clock) {
        this.carts = carts;
        this.catalogue = catalogue;
        this.journal = journal;
        this.caller = caller;
        this.clock = clock;
    }

    /** A cart that is about to be bought, at the prices of this moment. */
    public record Ready(UUID id, Map<UUID, Integer> quantities, Quote quote) {
    }

    /** The caller's own open cart, locked; another's is not there, and a bought one says which order it became. */
    public Ready ready(UUID id, @Nullable String ifMatch) {
        Cart cart = carts.locked(id).filter(found -> found.belongsTo(new Cart.Owner(caller.issuer(), caller.subject())))
                .orElseThrow(() -> ProblemException.notFound("cart", id));
        ETags.checkMatch(ifMatch, cart.version());
        cart.requireOpen();
        Map<UUID, Integer> quantities = cart.quantities();
        return new Ready(id, quantities, Quote.of(quantities, catalogue.items(quantities.keySet())));
    }

    /** The cart was paid. */
    public void complete(UUID id, UUID orderId) {
        Cart cart = carts.locked(id).orElseThrow();
        JsonNode before = CartChange.state(cart);
        Instant now = clock.instant();
        cart.complete(orderId, now, caller.subject());
        carts.flush();
        journal.write(CartChange.of("completed", cart, before, now));
    }

    /** The cart that this log-in is filling, locked. */
    public Optional<Content> open(Cart.Owner owner) {
        return carts.open(owner).map(cart -> new Content(cart.id(), cart.quantities()));
    }

    /** What is in a cart. */
    public record Content(UUID id, Map<UUID, Integer> quantities) {
    }

    /** Gives the log-in a cart with these lines, its open one where it has one. */
    public UUID fill(Cart.Owner owner, Map<UUID, Integer> quantities) {
        Optional<Cart> open = carts.open(owner);
        Instant now = clock.instant();
        if (open.isEmpty()) {
            Cart cart = new Cart(Ids.next(), now, owner, new HashMap<>(quantities));
            carts.persist(cart);
            carts.flush();
            journal.write(CartChange.of("created", cart, null, now));
            return cart.id();
        }
        Cart cart = open.get();
        JsonNode before = CartChange.state(cart);
        if (cart.fill(quantities, now, caller.subject())) {
            carts.flush();
            journal.write(CartChange.of("merged", cart, before, now));
        }
        return cart.id();
    }

    /** The lines of this cart went over to another. */
    public void mergeAway(UUID id) {
        Cart cart = carts.locked(id).orElseThrow();
        JsonNode before = CartChange.state(cart);
        Instant now = clock.instant();
        cart.mergeAway(now, caller.subject());
        carts.flush();
        journal.write(CartChange.of("merged-away", cart, before, now));
    }
}
