package dev.tandem.orders.cart;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.orders.product.Catalogue;
import dev.tandem.orders.stock.Stock;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.listing.Listing;
import dev.tandem.platform.patch.MergePatch;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.validation.Validations;

/** What the owner of a cart may do with it, each in one transaction with its journal entry. */
@ApplicationScoped
class CartService {

    private final CartRepository carts;
    private final Catalogue catalogue;
    private final Stock stock;
    private final Journal journal;
    private final Validations validations;
    private final Caller caller;
    private final Clock clock;

    CartService(CartRepository carts, Catalogue catalogue, Stock stock, Journal journal, Validations validations, Caller caller,
            Clock clock) {
        this.carts = carts;
        this.catalogue = catalogue;
        this.stock = stock;
        this.journal = journal;
        this.validations = validations;
        this.caller = caller;
        this.clock = clock;
    }

    @Transactional
    CartView create(CartFields fields) {
        Map<UUID, Integer> quantities = validations.check(fields).quantities();
        carts.open(owner()).ifPresent(open -> {
            throw ProblemException.conflict("cart-already-open", "You are filling a cart already.")
                    .with("cartId", open.id().toString());
        });
        requireOnSale(quantities.keySet());
        Instant now = clock.instant();
        Cart cart = new Cart(Ids.next(), now, owner(), quantities);
        carts.persist(cart);
        carts.flush();
        journal.write(CartChange.of("created", cart, null, now));
        return view(cart);
    }

    @Transactional
    CartView get(UUID id) {
        return carts.known(id).filter(this::maySee).map(this::view).orElseThrow(() -> ProblemException.notFound("cart", id));
    }

    @Transactional
    CartView add(UUID id, @Nullable String ifMatch, CartFields.Line line) {
        Cart cart = own(id);
        ETags.checkMatch(ifMatch, cart.version());
        validations.check(line);
        UUID productId = Objects.requireNonNull(line.productId());
        requireOnSale(Set.of(productId));
        JsonNode before = CartChange.state(cart);
        Instant now = clock.instant();
        cart.add(productId, Objects.requireNonNull(line.quantity()), now, caller.subject());
        return changed("line-added", cart, before, now);
    }

    @Transactional
    CartView patch(UUID id, @Nullable String ifMatch, JsonNode patch) {
        Cart cart = own(id);
        ETags.requireMatch(ifMatch, cart.version());
        Map<UUID, Integer> wanted = validations.check(MergePatch.apply(CartFields.of(cart), patch, CartFields.class))
                .quantities();
        requireOnSale(wanted.keySet().stream().filter(product -> !cart.quantities().containsKey(product))
                .collect(Collectors.toSet()));
        JsonNode before = CartChange.state(cart);
        Instant now = clock.instant();
        return cart.fill(wanted, now, caller.subject()) ? changed("updated", cart, before, now) : view(cart);
    }

    @Transactional
    Page<CartView> list(@Nullable CartStatus status, String sort, @Nullable Integer limit, @Nullable String cursor) {
        Page<Cart> page = listing(status).page(sort, limit, cursor);
        return new Page<>(views(page.items()), page.nextCursor());
    }

    @Transactional
    Count count(@Nullable CartStatus status) {
        return listing(status).count();
    }

    private Listing<Cart> listing(@Nullable CartStatus status) {
        Listing<Cart> listing = carts.listing().where("e.status", status);
        return seesAll() ? listing
                : listing.where("e.ownerIssuer", caller.issuer()).where("e.ownerSubject", caller.subject());
    }

    private CartView changed(String action, Cart cart, JsonNode before, Instant now) {
        carts.flush();
        journal.write(CartChange.of(action, cart, before, now));
        return view(cart);
    }

    private CartView view(Cart cart) {
        return views(List.of(cart)).getFirst();
    }

    private List<CartView> views(List<Cart> found) {
        Set<UUID> products = found.stream().flatMap(cart -> cart.quantities().keySet().stream()).collect(Collectors.toSet());
        Map<UUID, Catalogue.Item> items = catalogue.items(products);
        Map<UUID, Map<UUID, Integer>> available = stock.available(found.stream().map(Cart::id).toList(), products);
        return found.stream().map(cart -> CartView.of(cart, Quote.of(cart.quantities(), items),
                available.getOrDefault(cart.id(), Map.of()))).toList();
    }

    /** Only the owner changes a cart; staff may look at it. */
    private Cart own(UUID id) {
        return carts.locked(id).filter(cart -> cart.belongsTo(owner()))
                .orElseThrow(() -> ProblemException.notFound("cart", id));
    }

    private boolean maySee(Cart cart) {
        return seesAll() || cart.belongsTo(owner());
    }

    private boolean seesAll() {
        return caller.hasAny(Roles.SHOP, Roles.SUPPORT, Roles.ADMIN);
    }

    private Cart.Owner owner() {
        return new Cart.Owner(caller.issuer(), caller.subject());
    }

    private void requireOnSale(Set<UUID> productIds) {
        Map<UUID, Catalogue.Item> items = catalogue.items(productIds);
        for (UUID id : productIds) {
            Catalogue.Item item = items.get(id);
            if (item == null || !item.isOnSale()) {
                throw ProblemException.invalid("unknown-reference", "/productId", "There is no product " + id + " on sale.");
            }
        }
    }
}
