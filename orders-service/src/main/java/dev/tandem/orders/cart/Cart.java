package dev.tandem.orders.cart;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.record.StoredRecord;

/** The things one log-in means to buy, each product once. It becomes at most one order; then it never changes again. */
@Entity
@Table(name = "cart")
public class Cart extends StoredRecord {

    /** More different things than anybody buys at once, and few enough to lock all their levels. */
    static final int MAX_LINES = 200;
    static final int MAX_QUANTITY = 10_000;

    private static final String NOBODY = "erased";

    @Column(name = "owner_issuer")
    private String ownerIssuer;

    @Column(name = "owner_subject")
    private String ownerSubject;

    @Enumerated(EnumType.STRING)
    @Column(name = "status")
    private CartStatus status;

    @Column(name = "order_id")
    private @Nullable UUID orderId;

    @ElementCollection
    @CollectionTable(name = "cart_line", joinColumns = @JoinColumn(name = "cart_id"))
    @MapKeyColumn(name = "product_id")
    @Column(name = "quantity")
    private Map<UUID, Integer> quantities = new HashMap<>();

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Cart() {
    }

    Cart(UUID id, Instant now, Owner owner, Map<UUID, Integer> quantities) {
        super(id, Source.API, now, owner.subject());
        this.ownerIssuer = owner.issuer();
        this.ownerSubject = owner.subject();
        this.status = CartStatus.OPEN;
        this.quantities.putAll(checked(quantities));
    }

    /** Whose cart this is. */
    public record Owner(String issuer, String subject) {
    }

    /** Puts more of a product in. */
    void add(UUID productId, int quantity, Instant now, String by) {
        Map<UUID, Integer> more = new HashMap<>(quantities);
        more.merge(productId, quantity, Math::addExact);
        fill(more, now, by);
    }

    /**
     * Makes these the lines.
     *
     * @return whether anything differs; where not, nothing was touched
     */
    boolean fill(Map<UUID, Integer> wanted, Instant now, String by) {
        requireOpen();
        if (checked(wanted).equals(quantities)) {
            return false;
        }
        quantities.keySet().retainAll(wanted.keySet());
        wanted.forEach((product, quantity) -> {
            if (!quantity.equals(quantities.get(product))) {
                quantities.put(product, quantity);
            }
        });
        touch(now, by);
        return true;
    }

    /** It was paid and is an order now. */
    void complete(UUID order, Instant now, String by) {
        requireOpen();
        status = CartStatus.COMPLETED;
        orderId = order;
        touch(now, by);
    }

    /** Its lines live on in another cart. */
    void mergeAway(Instant now, String by) {
        requireOpen();
        status = CartStatus.MERGED;
        touch(now, by);
    }

    /**
     * Whose it was is nobody's business any more.
     *
     * @return whether anybody knew
     */
    boolean forgetOwner(Instant now, String by) {
        if (ownerIssuer.equals(NOBODY)) {
            return false;
        }
        ownerIssuer = NOBODY;
        ownerSubject = id().toString();
        touch(now, by);
        return true;
    }

    /** Refuses what only an open cart can do. */
    void requireOpen() {
        if (status == CartStatus.COMPLETED) {
            throw ProblemException.conflict("cart-already-completed", "This cart has become an order.")
                    .with("orderId", String.valueOf(orderId));
        }
        if (status == CartStatus.MERGED) {
            throw ProblemException.conflict("cart-merged", "What was in this cart is in the cart of the signed-in shopper.");
        }
    }

    private static Map<UUID, Integer> checked(Map<UUID, Integer> wanted) {
        if (wanted.size() > MAX_LINES) {
            throw ProblemException.invalid("too-many-lines", "/lines", "A cart has at most " + MAX_LINES + " lines.");
        }
        if (wanted.values().stream().anyMatch(quantity -> quantity < 1 || quantity > MAX_QUANTITY)) {
            throw ProblemException.invalid("out-of-range", "/quantity", "A quantity is 1 to " + MAX_QUANTITY + ".");
        }
        return wanted;
    }

    boolean belongsTo(Owner owner) {
        return ownerIssuer.equals(owner.issuer()) && ownerSubject.equals(owner.subject());
    }

    CartStatus status() {
        return status;
    }

    @Nullable
    UUID orderId() {
        return orderId;
    }

    /** Quantities by product, in an order that never changes. */
    Map<UUID, Integer> quantities() {
        return new TreeMap<>(quantities);
    }
}
