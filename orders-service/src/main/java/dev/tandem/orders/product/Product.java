package dev.tandem.orders.product;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.record.StoredRecord;

/** Something that can be bought. */
@Entity
@Table(name = "product")
public class Product extends StoredRecord {

    @Column(name = "sku")
    private String sku;

    @Column(name = "name")
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private ProductKind kind;

    @Enumerated(EnumType.STRING)
    @Column(name = "status")
    private ProductStatus status;

    @Embedded
    @AttributeOverride(name = "minor", column = @Column(name = "price_minor"))
    @AttributeOverride(name = "currency", column = @Column(name = "price_currency", columnDefinition = "bpchar(3)"))
    private @Nullable Money price;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Product() {
    }

    Product(UUID id, Source source, Instant now, String by, Offer offer) {
        super(id, source, now, by);
        become(offer);
    }

    /**
     * Takes over what is offered now.
     *
     * @return whether anything differs; where not, nothing was touched
     */
    boolean describe(Offer offer, Instant now, String by) {
        if (offer.equals(offer())) {
            return false;
        }
        become(offer);
        touch(now, by);
        return true;
    }

    /** Marks a change of what belongs to the product but is stored elsewhere, such as the names in other systems. */
    void renamed(Instant now, String by) {
        touch(now, by);
    }

    private void become(Offer offer) {
        sku = offer.sku();
        name = offer.name();
        kind = offer.kind();
        status = offer.status();
        price = offer.price();
    }

    Offer offer() {
        return new Offer(sku, name, kind, status, price);
    }

    boolean isOnSale() {
        return status == ProductStatus.ACTIVE && !isDeleted();
    }
}
