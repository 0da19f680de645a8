package dev.tandem.orders.orderreturn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tandem.orders.order.LineShare;
import dev.tandem.orders.order.SoldOrder;
import dev.tandem.orders.orderreturn.ReturnLine.Arrival;
import dev.tandem.orders.orderreturn.ReturnLine.Taken;
import dev.tandem.orders.orderreturn.ReturnLine.Wish;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.Precision;

class OrderReturnTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final BusinessTime WHEN = new BusinessTime(NOW, LocalDate.of(2026, 3, 1), Precision.INSTANT);
    private static final String BY = "tester";
    private static final UUID PRODUCT = Ids.next();

    private static SoldOrder.Line line(int no, int quantity, long goods, long tax) {
        return new SoldOrder.Line(no, PRODUCT, "SKU", quantity, new LineShare(usd(goods), usd(tax)));
    }

    private static SoldOrder order(SoldOrder.Line... lines) {
        return new SoldOrder(Ids.next(), 1, Ids.next(), false, true, "WEB", "ID", List.of(lines));
    }

    private static Money usd(long cents) {
        return new Money(cents, "USD");
    }

    private static OrderReturn requested(SoldOrder order, Map<Integer, Taken> taken, Wish... wishes) {
        return OrderReturn.request(Ids.next(), NOW, BY, order, taken, List.of(wishes), " It is broken. ", WHEN);
    }

    private static OrderReturn requested(SoldOrder order, int quantity) {
        return requested(order, Map.of(), wish(1, quantity));
    }

    private static Wish wish(int line, int quantity) {
        return new Wish(line, quantity, ReturnReason.DAMAGED);
    }

    private static Arrival arrival(int line, int quantity) {
        return new Arrival(line, quantity, quantity == 0 ? null : Condition.RESALEABLE);
    }

    private static OrderReturn received(SoldOrder order, int requested, int received) {
        OrderReturn one = requested(order, requested);
        one.approve(order, NOW, BY);
        one.receive(List.of(arrival(1, received)), order, Map.of(), NOW, BY);
        return one;
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class,
                refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({ "REQUESTED,APPROVED,true", "REQUESTED,REJECTED,true", "REQUESTED,CANCELLED,true", "REQUESTED,RECEIVED,false",
            "APPROVED,IN_TRANSIT,true", "APPROVED,RECEIVED,true", "APPROVED,CANCELLED,false", "APPROVED,REJECTED,false",
            "IN_TRANSIT,RECEIVED,true", "IN_TRANSIT,CANCELLED,false", "RECEIVED,REFUNDED,true", "RECEIVED,CLOSED,true",
            "RECEIVED,APPROVED,false", "REFUNDED,CLOSED,false", "CLOSED,REFUNDED,false", "REJECTED,APPROVED,false",
            "CANCELLED,REQUESTED,false" })
    void followsItsStates(ReturnStatus from, ReturnStatus to, boolean allowed) {
        assertThat(from.canBecome(to)).isEqualTo(allowed);
    }

    @Test
    void asksForNoMoreThanIsLeft() {
        SoldOrder order = order(line(1, 3, 900, 0), line(2, 1, 100, 0));
        Map<Integer, Taken> taken = Map.of(1, new Taken(2, 0, 0, 0));

        assertThatThrownBy(() -> requested(order, taken, wish(2, 1), wish(1, 2)))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("return-exceeds-ordered");
                    assertThat(refused.violations().getFirst().pointer()).isEqualTo("/lines/1/requestedQty");
                    assertThat(refused.extensions()).containsEntry("returnable", 1);
                });
        assertThat(requested(order, taken, wish(1, 1)).status()).isEqualTo(ReturnStatus.REQUESTED);
        assertRefused(() -> requested(order, taken, wish(3, 1)), "unknown-line");
        assertRefused(() -> requested(order, taken, wish(1, 1), wish(1, 1)), "duplicate-line");
    }

    @Test
    void needsAnOrderWhoseGoodsCanBeWithTheBuyer() {
        SoldOrder paid = order(line(1, 1, 900, 0));
        SoldOrder cancelled = new SoldOrder(paid.id(), 2, paid.customerId(), false, false, null, null, paid.lines());
        OrderReturn one = requested(paid, 1);

        assertRefused(() -> requested(cancelled, 1), "order-not-returnable");
        assertRefused(() -> one.approve(cancelled, NOW, BY), "order-not-returnable");
        one.approve(paid, NOW, BY);
        assertRefused(() -> one.receive(List.of(arrival(1, 1)), cancelled, Map.of(), NOW, BY), "order-not-returnable");
        assertThat(one.status()).isEqualTo(ReturnStatus.APPROVED);
    }

    @Test
    void claimsWhatIsWantedThenWhatCameAndNothingOnceItIsOver() {
        SoldOrder order = order(line(1, 3, 900, 90));
        OrderReturn came = requested(order, 3);
        assertThat(came.lines().get(1).claimed()).isEqualTo(3);
        came.approve(order, NOW, BY);
        came.send(NOW, BY);
        came.receive(List.of(arrival(1, 2)), order, Map.of(), NOW, BY);
        assertThat(came.lines().get(1).claimed()).isEqualTo(2);
        assertThat(came.receivedPieces()).isEqualTo(2);
        assertThat(came.resaleable()).containsExactly(Map.entry(PRODUCT, 2));

        OrderReturn cancelled = requested(order, 3);
        cancelled.cancel(null, NOW, BY);
        assertThat(cancelled.lines().get(1).claimed()).isZero();
        OrderReturn rejected = requested(order, 3);
        assertRefused(() -> rejected.reject(" ", NOW, BY), "required");
        rejected.reject("Worn", NOW, BY);
        assertThat(rejected.lines().get(1).claimed()).isZero();
        assertThat(rejected.decision()).isEqualTo("Worn");
    }

    @Test
    void isReceivedLineByLine() {
        SoldOrder order = order(line(1, 3, 900, 90), line(2, 1, 100, 0));
        OrderReturn one = requested(order, Map.of(), wish(1, 2), wish(2, 1));
        one.approve(order, NOW, BY);

        assertRefused(() -> one.receive(List.of(arrival(1, 2)), order, Map.of(), NOW, BY), "required");
        assertRefused(() -> one.receive(List.of(arrival(1, 2), arrival(2, 1), arrival(2, 1)), order, Map.of(), NOW, BY),
                "duplicate-line");
        assertRefused(() -> one.receive(List.of(arrival(1, 2), arrival(2, 1), arrival(3, 1)), order, Map.of(), NOW, BY),
                "unknown-line");
        assertRefused(() -> one.receive(List.of(arrival(1, 3), arrival(2, 1)), order, Map.of(), NOW, BY),
                "received-exceeds-requested");
        assertRefused(() -> one.receive(List.of(new Arrival(1, 1, null), arrival(2, 1)), order, Map.of(), NOW, BY),
                "required");
        assertRefused(() -> one.receive(List.of(new Arrival(1, 0, Condition.UNUSABLE), arrival(2, 1)), order, Map.of(), NOW,
                BY), "not-allowed");
        assertThat(one.refundTotal()).isNull();

        one.receive(List.of(new Arrival(2, 1, Condition.UNUSABLE), arrival(1, 2)), order, Map.of(), NOW, BY);
        assertThat(one.refundTotal()).isEqualTo(usd(600 + 60 + 100));
        assertThat(one.resaleable()).containsExactly(Map.entry(PRODUCT, 2));
    }

    @Test
    void givesMoneyBackOnceAndOnlyForWhatCame() {
        SoldOrder order = order(line(1, 3, 100, 10));
        OrderReturn one = received(order, 2, 1);
        assertThat(one.refund(NOW, BY)).isEqualTo(usd(34 + 4));
        assertRefused(() -> one.refund(NOW, BY), "illegal-return-status");

        OrderReturn empty = received(order, 2, 0);
        assertRefused(() -> empty.refund(NOW, BY), "nothing-to-refund");
        assertThat(empty.status()).isEqualTo(ReturnStatus.RECEIVED);
        assertRefused(() -> empty.close(null, NOW, BY), "required");
        empty.close("The parcel was empty", NOW, BY);
        assertThat(empty.status()).isEqualTo(ReturnStatus.CLOSED);
    }

    @Test
    void forgetsWhatWasWritten() {
        OrderReturn one = requested(order(line(1, 3, 100, 10)), 1);
        assertThat(one.comment()).isEqualTo("It is broken.");
        one.reject("He lied", NOW, BY);

        assertThat(one.forgetWords(NOW, BY)).isTrue();
        assertThat(one.comment()).isNull();
        assertThat(one.decision()).isEqualTo(OrderReturn.ERASED);
        assertThat(one.forgetWords(NOW, BY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
    void paysBackExactlyWhatTheReturnedPiecesCostWhateverTheSequence(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            SoldOrder.Line[] lines = new SoldOrder.Line[1 + random.nextInt(3)];
            for (int i = 0; i < lines.length; i++) {
                lines[i] = line(i + 1, 1 + random.nextInt(9), random.nextInt(2_000), random.nextInt(200));
            }
            assertReturnsPayBack(order(lines), random);
        }
    }

    /** Sends everything back in a random sequence, some of it refused, lost or closed without money. */
    private static void assertReturnsPayBack(SoldOrder order, Random random) {
        Map<Integer, Taken> taken = new HashMap<>();
        long paidBack = 0;
        long kept = 0;
        while (true) {
            List<Wish> wishes = wishes(order, taken, random);
            if (wishes.isEmpty()) {
                break;
            }
            OrderReturn one = requested(order, taken, wishes.toArray(Wish[]::new));
            if (random.nextInt(5) == 0) {
                one.cancel(null, NOW, BY);
                continue;
            }
            one.approve(order, NOW, BY);
            List<Arrival> arrivals = wishes.stream().map(wish -> arrival(wish.lineNo(), random.nextInt(wish.quantity() + 1)))
                    .toList();
            one.receive(arrivals, order, taken, NOW, BY);
            long worth = one.refundTotal() == null ? 0 : one.refundTotal().minor();
            if (worth > 0 && random.nextInt(4) > 0) {
                paidBack += one.refund(NOW, BY).minor();
            } else {
                one.close("Nothing to pay", NOW, BY);
                kept += worth;
            }
            one.lines().forEach((no, line) -> taken.merge(no, of(line), OrderReturnTest::plus));
        }
        long paid = order.lines().stream().mapToLong(line -> line.paid().goods().plus(line.paid().tax()).minor()).sum();
        assertThat(paidBack + kept).isEqualTo(paid);
    }

    private static List<Wish> wishes(SoldOrder order, Map<Integer, Taken> taken, Random random) {
        List<Wish> wishes = new ArrayList<>();
        for (SoldOrder.Line line : order.lines()) {
            int left = line.quantity() - taken.getOrDefault(line.lineNo(), Taken.NOTHING).claimed();
            if (left > 0) {
                wishes.add(wish(line.lineNo(), 1 + random.nextInt(left)));
            }
        }
        return wishes;
    }

    private static Taken of(ReturnLine line) {
        return new Taken(line.claimed(), or(line.received()), line.goods() == null ? 0 : line.goods().minor(),
                line.tax() == null ? 0 : line.tax().minor());
    }

    private static int or(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static Taken plus(Taken one, Taken other) {
        return new Taken(one.claimed() + other.claimed(), one.received() + other.received(), one.goods() + other.goods(),
                one.tax() + other.tax());
    }
}
