package dev.tandem.orders.product;

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
import dev.tandem.platform.record.StoredRecord;
import dev.tandem.platform.resource.Stamp;

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

    Product(UUID id, ProductFields fields, Stamp stamp) {
        super(id, stamp.source(), stamp.now(), stamp.by());
        become(fields.offer());
    }

    /** Takes over what is offered now; where nothing differs, nothing is touched. */
    void revise(ProductFields fields, Stamp stamp) {
        Offer offer = fields.offer();
        if (!offer.equals(offer())) {
            become(offer);
            touch(stamp.now(), stamp.by());
        }
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

    ProductFields fields() {
        return ProductFields.of(offer());
    }

    boolean isOnSale() {
        return status == ProductStatus.ACTIVE && !isDeleted();
    }
}
