package dev.tandem.orders.order;

import static dev.tandem.orders.order.OrderFixtures.WHEN;
import static dev.tandem.orders.order.OrderFixtures.details;
import static dev.tandem.orders.order.OrderFixtures.line;
import static dev.tandem.orders.order.OrderFixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;

class OrderDetailsTest {

    private static final UUID CUSTOMER = UUID.fromString("0198f0c2-7d6e-7cc3-98c4-dc0c0c07398f");

    @Test
    void addsUpInWholeMinorUnitsOfACurrencyWithoutDecimals() {
        OrderLine line = OrderLine.of(null, null, "Mask", 3, Money.of("12345", "KRW"), null);
        OrderDetails order = OrderDetails.of(null, CUSTOMER, null, null, WHEN, List.of(line), Money.of("5555", "KRW"), null,
                null);

        assertThat(order.linesTotal()).isEqualTo(Money.of("37035", "KRW"));
        assertThat(order.total()).isEqualTo(Money.of("31480", "KRW"));
        assertThat(order.total().minor()).isEqualTo(31480);
    }

    @Test
    void addsUpShippingAndTaxAndTakesTheDiscountOff() {
        OrderDetails order = OrderDetails.of(null, CUSTOMER, null, null, WHEN, List.of(line(usd("60.00")), line(usd("40.00"))),
                usd("10.00"), usd("9.00"), usd("5.01"));

        assertThat(order.total()).isEqualTo(usd("104.01"));
    }

    @Test
    void keepsThreeDecimalsOfADinar() {
        OrderDetails order = details(Money.of("1.005", "BHD"), Money.of("0.001", "BHD"));

        assertThat(order.total().amountText()).isEqualTo("1.006");
    }

    @Test
    void keepsTheLineTotalAsTheTruthBesideAUnitPrice() {
        OrderLine line = OrderLine.of(null, null, "Mask", 3, usd("10.00"), usd("27.50"));

        assertThat(line.lineTotal()).isEqualTo(usd("27.50"));
        assertThat(line.unitPrice()).isEqualTo(usd("10.00"));
    }

    @Test
    void makesUpNoUnitPrice() {
        assertThat(OrderLine.of(null, null, "CDs", 2, null, usd("20.76")).unitPrice()).isNull();
    }

    @Test
    void refusesTwoCurrencies() {
        assertThatThrownBy(() -> details(usd("1.00"), Money.of("1.00", "EUR"))).isInstanceOfSatisfying(ProblemException.class,
                refused -> {
                    assertThat(refused.code()).isEqualTo("currency-mismatch");
                    assertThat(refused.violations().getFirst().pointer()).isEqualTo("/lines/1/lineTotal");
                });
    }

    @Test
    void refusesADiscountAboveTheOrder() {
        assertThatThrownBy(
                () -> OrderDetails.of(null, CUSTOMER, null, null, WHEN, List.of(line(usd("5.00"))), usd("5.01"), null,
                        null))
                .hasMessageContaining("negative-total");
    }

    @Test
    void refusesAStatedTotalThatIsNotTheSum() {
        OrderDetails order = details(usd("5.00"), usd("6.00"));

        assertThat(order.requireTotal(usd("11.00"))).isSameAs(order);
        assertThatThrownBy(() -> order.requireTotal(usd("11.01"))).hasMessageContaining("total-mismatch");
    }

    @Test
    void refusesALineThatSaysNeitherProductNorDescription() {
        assertThatThrownBy(() -> OrderLine.of(null, null, null, 1, null, usd("1.00"))).hasMessageContaining("required");
    }

    @Test
    void refusesAnAmountBeyondWhatCanBeStored() {
        assertThatThrownBy(() -> OrderLine.of(null, null, "Gold", 1_000_000, Money.of("999999999999999.99", "USD"), null))
                .hasMessageContaining("amount-too-large");
    }
}
