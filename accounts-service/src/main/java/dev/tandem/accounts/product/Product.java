package dev.tandem.accounts.product;

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
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.StoredRecord;
import dev.tandem.platform.resource.Stamp;

/** Something that is sold. */
@Entity
@Table(name = "product")
public class Product extends StoredRecord {

    private String sku;

    private String name;

    @Enumerated(EnumType.STRING)
    private ProductKind kind;

    @Enumerated(EnumType.STRING)
    private ProductStatus status;

    private @Nullable String family;

    private @Nullable String description;

    @Embedded
    @AttributeOverride(name = "minor", column = @Column(name = "list_price_minor"))
    @AttributeOverride(name = "currency", column = @Column(name = "list_price_currency"))
    private @Nullable Money listPrice;

    @SuppressWarnings("NullAway.Init")
    protected Product() {
    }

    Product(UUID id, ProductDetails details, Stamp stamp) {
        super(id, stamp.source(), stamp.now(), stamp.by());
        assign(details);
    }

    void revise(ProductDetails details, Stamp stamp) {
        assign(details);
        touch(stamp.now(), stamp.by());
    }

    private void assign(ProductDetails details) {
        if (details.listPrice() != null && details.listPrice().isNegative()) {
            throw ProblemException.invalid("negative-amount", "/listPrice/amount", "A list price is not negative.");
        }
        this.sku = details.sku();
        this.name = details.name() == null ? details.sku() : details.name();
        this.kind = details.kind() == null ? ProductKind.GOODS : details.kind();
        this.status = details.status() == null ? ProductStatus.ACTIVE : details.status();
        this.family = details.family();
        this.description = details.description();
        this.listPrice = details.listPrice();
    }

    ProductDetails details() {
        return new ProductDetails(sku, name, kind, status, family, description, listPrice);
    }

    String sku() {
        return sku;
    }

    String name() {
        return name;
    }

    ProductKind kind() {
        return kind;
    }

    ProductStatus status() {
        return status;
    }
}
