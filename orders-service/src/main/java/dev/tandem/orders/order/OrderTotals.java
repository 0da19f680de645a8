package dev.tandem.orders.order;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;

import dev.tandem.platform.money.Money;

/**
 * What an order costs, and of what that is made up; one value, because none of the parts changes alone. All are of one
 * currency, and lines less discount plus tax and shipping are the whole.
 */
@Embeddable
record OrderTotals(
        @Embedded @AttributeOverride(name = "minor", column = @Column(name = "lines_minor")) @AttributeOverride(name = "currency", column = @Column(name = "lines_currency", columnDefinition = "bpchar(3)")) Money lines,
        @Embedded @AttributeOverride(name = "minor", column = @Column(name = "discount_minor")) @AttributeOverride(name = "currency", column = @Column(name = "discount_currency", columnDefinition = "bpchar(3)")) Money discount,
        @Embedded @AttributeOverride(name = "minor", column = @Column(name = "tax_minor")) @AttributeOverride(name = "currency", column = @Column(name = "tax_currency", columnDefinition = "bpchar(3)")) Money tax,
        @Embedded @AttributeOverride(name = "minor", column = @Column(name = "shipping_minor")) @AttributeOverride(name = "currency", column = @Column(name = "shipping_currency", columnDefinition = "bpchar(3)")) Money shipping,
        @Embedded @AttributeOverride(name = "minor", column = @Column(name = "total_minor")) @AttributeOverride(name = "currency", column = @Column(name = "total_currency", columnDefinition = "bpchar(3)")) Money total) {

    static OrderTotals of(OrderDetails details) {
        return new OrderTotals(details.linesTotal(), details.discount(), details.tax(), details.shipping(), details.total());
    }
}
