package dev.tandem.orders.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tandem.platform.money.Money;

class LineShareTest {

    private static OrderDetails details(String currency, long discount, long tax, long shipping, long... lineTotals) {
        List<OrderLine> lines = new ArrayList<>();
        for (long total : lineTotals) {
            lines.add(OrderFixtures.line(new Money(total, currency)));
        }
        return OrderDetails.of("1", UUID.fromString("0198f0c2-7d6e-7cc3-98c4-dc0c0c07398f"), null, null, OrderFixtures.WHEN,
                lines, new Money(discount, currency), new Money(tax, currency), new Money(shipping, currency));
    }

    private static List<Long> paid(OrderDetails details) {
        return LineShare.of(details).stream().map(share -> share.goods().plus(share.tax()).minor()).toList();
    }

    @Test
    void splitsAnUnevenDiscountAndItsTaxWithoutACentMore() {
        OrderDetails yen = details("JPY", 100, 90, 0, 333, 333, 333);
        assertThat(LineShare.of(yen)).extracting(share -> share.goods().minor()).containsExactly(299L, 300L, 300L);
        assertThat(LineShare.of(yen)).extracting(share -> share.tax().minor()).containsExactly(30L, 30L, 30L);
        assertThat(paid(yen)).containsExactly(329L, 330L, 330L);
        assertThat(paid(details("USD", 10_00, 0, 0, 60_00, 30_00, 10_00))).containsExactly(54_00L, 27_00L, 9_00L);
    }

    @ParameterizedTest
    @CsvSource({ "500,500,30,30", "500,510,30,20", "500,600,30,0", "0,0,70,70", "0,0,0,0" })
    void takesADiscountThatExceedsTheGoodsOffTheTax(long goods, long discount, long tax, long paid) {
        assertThat(paid(details("USD", discount, tax, 200, goods))).containsExactly(paid);
    }

    @Test
    void sharesOutWhateverWasPaidForTheGoods() {
        Random random = new Random(4711);
        for (int round = 0; round < 2_000; round++) {
            long[] totals = random.longs(1 + random.nextInt(8), 0, 5_000).toArray();
            long goods = java.util.Arrays.stream(totals).sum();
            long discount = goods == 0 ? 0 : random.nextLong(goods + 1);
            OrderDetails details = details("USD", discount, random.nextLong(2_000), random.nextLong(900), totals);

            assertThat(paid(details)).allMatch(share -> share >= 0);
            assertThat(paid(details).stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(details.total().minus(details.shipping()).minor());
        }
    }
}
