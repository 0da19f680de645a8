package dev.tandem.orders.order;

import static dev.tandem.orders.order.OrderFixtures.BY;
import static dev.tandem.orders.order.OrderFixtures.NOW;
import static dev.tandem.orders.order.OrderFixtures.WHEN;
import static dev.tandem.orders.order.OrderFixtures.authorizedOrder;
import static dev.tandem.orders.order.OrderFixtures.details;
import static dev.tandem.orders.order.OrderFixtures.importedOrder;
import static dev.tandem.orders.order.OrderFixtures.on;
import static dev.tandem.orders.order.OrderFixtures.paidOrder;
import static dev.tandem.orders.order.OrderFixtures.pendingOrder;
import static dev.tandem.orders.order.OrderFixtures.refund;
import static dev.tandem.orders.order.OrderFixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import dev.tandem.platform.time.Precision;

class OrderTest {

    @Test
    void waitsForItsMoneyAndIsConfirmedWhenPaid() {
        Order order = pendingOrder(usd("100.00"));
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING_PAYMENT);
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.NOT_PAID);

        order.pay(PaymentMethod.CARD, "sandbox", usd("60.00"), true, WHEN, null, NOW, BY);
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING_PAYMENT);
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PARTIALLY_PAID);

        order.pay(PaymentMethod.WALLET, "sandbox", usd("40.00"), true, WHEN, null, NOW, BY);
        assertThat(order.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PAID);
    }

    @Test
    void isPaidAndConfirmedWhereItCostsNothing() {
        Order order = pendingOrder(usd("0.00"));

        assertThat(order.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PAID);
        assertThat(order.payments()).isEmpty();
    }

    @Test
    void refusesToTakeMoreThanItsTotal() {
        Order order = pendingOrder(usd("100.00"));
        order.pay(PaymentMethod.CARD, "sandbox", usd("60.00"), false, WHEN, null, NOW, BY);

        refuses(() -> order.pay(PaymentMethod.CARD, "sandbox", usd("40.01"), true, WHEN, null, NOW, BY),
                ProblemKind.INVALID, "payment-exceeds-total");
    }

    @Test
    void refundsUpToWhatWasCapturedAndSaysWhatIsLeft() {
        Order order = paidOrder(usd("100.00"));
        refund(order, "60.00", TransactionState.SUCCEEDED);
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);

        assertThatThrownBy(() -> refund(order, "50.00", TransactionState.SUCCEEDED))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(ProblemKind.INVALID);
                    assertThat(refused.code()).isEqualTo("refund-exceeds-captured");
                    assertThat(refused.extensions()).containsEntry("refundable", "40.00");
                });

        refund(order, "40.00", TransactionState.SUCCEEDED);
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.REFUNDED);
    }

    @Test
    void countsPendingRefundsAndFreesFailedOnes() {
        Order order = paidOrder(usd("100.00"));
        PaymentTransaction pending = refund(order, "60.00", TransactionState.PENDING);
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PAID);
        refuses(() -> refund(order, "50.00", TransactionState.SUCCEEDED), ProblemKind.INVALID, "refund-exceeds-captured");

        order.settle(pending.id(), TransactionState.FAILED, NOW, BY);
        refund(order, "100.00", TransactionState.SUCCEEDED);

        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.REFUNDED);
    }

    @Test
    void refusesToSettleARefundTwice() {
        Order order = paidOrder(usd("100.00"));
        PaymentTransaction pending = refund(order, "60.00", TransactionState.PENDING);
        order.settle(pending.id(), TransactionState.SUCCEEDED, NOW, BY);

        refuses(() -> order.settle(pending.id(), TransactionState.FAILED, NOW, BY), ProblemKind.CONFLICT,
                "transaction-settled");
    }

    @Test
    void refusesToRefundWhatWasOnlyAuthorized() {
        Order order = authorizedOrder(usd("100.00"));

        refuses(() -> refund(order, "10.00", TransactionState.SUCCEEDED), ProblemKind.CONFLICT, "payment-not-captured");
        refuses(() -> order.refund(order.payments().getFirst().id(), usd("10.00"), TransactionState.SUCCEEDED, WHEN, null,
                null, NOW, BY), ProblemKind.CONFLICT, "payment-not-captured");
    }

    @Test
    void isConfirmedByAnAuthorizationAndPaidByItsCapture() {
        Order order = authorizedOrder(usd("100.00"));
        assertThat(order.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.AUTHORIZED);

        order.capture(null, usd("30.00"), WHEN, null, NOW, BY);
        assertThat(order.payments().getFirst().state()).isEqualTo(PaymentState.PARTIALLY_CAPTURED);
        refuses(() -> order.capture(null, usd("70.01"), WHEN, null, NOW, BY), ProblemKind.INVALID,
                "capture-exceeds-authorized");

        order.capture(null, usd("70.00"), WHEN, null, NOW, BY);
        assertThat(order.payments().getFirst().state()).isEqualTo(PaymentState.CAPTURED);
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PAID);
    }

    @Test
    void letsAnAuthorizationGoOnceAndTakesNothingFromItAfterwards() {
        Order order = authorizedOrder(usd("100.00"));
        var payment = order.payments().getFirst().id();
        order.voidPayment(payment, WHEN, null, NOW, BY);

        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.NOT_PAID);
        refuses(() -> order.voidPayment(payment, WHEN, null, NOW, BY), ProblemKind.CONFLICT, "payment-not-voidable");
        refuses(() -> order.capture(payment, usd("1.00"), WHEN, null, NOW, BY), ProblemKind.CONFLICT,
                "payment-not-authorized");
    }

    @Test
    void refusesToVoidWhatWasCaptured() {
        Order order = paidOrder(usd("100.00"));

        refuses(() -> order.voidPayment(order.payments().getFirst().id(), WHEN, null, NOW, BY), ProblemKind.CONFLICT,
                "payment-not-voidable");
    }

    @Test
    void voidsAuthorizationsWhenCancelledAndTakesNoMoneyAfterwards() {
        Order order = authorizedOrder(usd("100.00"));
        order.cancel("changed my mind", WHEN, NOW, BY);

        assertThat(order.payments().getFirst().state()).isEqualTo(PaymentState.VOIDED);
        refuses(() -> order.pay(PaymentMethod.CARD, "sandbox", usd("1.00"), true, WHEN, null, NOW, BY),
                ProblemKind.CONFLICT, "order-cancelled");
    }

    @Test
    void keepsCapturedMoneyRefundableAfterCancelling() {
        Order order = paidOrder(usd("100.00"));
        order.cancel(null, WHEN, NOW, BY);

        refund(order, "100.00", TransactionState.SUCCEEDED);

        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.REFUNDED);
    }

    @Test
    void isCancelledNoMoreOnceCompleted() {
        Order order = paidOrder(usd("100.00"));
        order.moveTo(OrderStatus.PROCESSING, NOW, BY);
        order.moveTo(OrderStatus.COMPLETED, NOW, BY);

        refuses(() -> order.cancel(null, WHEN, NOW, BY), ProblemKind.CONFLICT, "illegal-order-status");
    }

    @ParameterizedTest
    @CsvSource({ "PENDING_PAYMENT,CONFIRMED", "CONFIRMED,COMPLETED", "COMPLETED,PROCESSING", "ON_HOLD,PROCESSING",
            "EXPIRED,CONFIRMED", "PROCESSING,ON_HOLD", "CANCELLED,PROCESSING" })
    void refusesStepsThatDoNotFollow(OrderStatus from, OrderStatus to) {
        Order order = Order.imported(dev.tandem.platform.ids.Ids.next(), NOW, BY, details(usd("5.00")), from);

        refuses(() -> order.moveTo(to, NOW, BY), ProblemKind.CONFLICT, "illegal-order-status");
    }

    @Test
    void isHeldAndReleased() {
        Order order = paidOrder(usd("100.00"));
        order.moveTo(OrderStatus.ON_HOLD, NOW, BY);
        order.moveTo(OrderStatus.CONFIRMED, NOW, BY);

        assertThat(order.status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void isImportedCompletedAndPaidOutsideOnItsDay() {
        Order order = importedOrder(on(LocalDate.of(1997, 1, 1), usd("11.77")));

        assertThat(order.status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PAID);
        PaymentTransaction capture = order.payments().getFirst().transactions().getFirst();
        assertThat(capture.type()).isEqualTo(TransactionType.CAPTURE);
        assertThat(capture.amount()).isEqualTo(usd("11.77"));
        assertThat(capture.occurred().precision()).isEqualTo(Precision.DAY);
        assertThat(capture.occurred().occurredOn()).isEqualTo(LocalDate.of(1997, 1, 1));
        assertThat(capture.occurred().occurredAt()).hasToString("1996-12-31T17:00:00Z");
    }

    @Test
    void isImportedPaidWithoutAPaymentWhereItCostsNothing() {
        Order order = importedOrder(details(usd("0.00")));

        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PAID);
        assertThat(order.payments()).isEmpty();
    }

    @Test
    void isImportedUnpaidWhereItsStateSaysSo() {
        Order order = Order.imported(dev.tandem.platform.ids.Ids.next(), NOW, BY, details(usd("5.00")), OrderStatus.CANCELLED);

        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.NOT_PAID);
        assertThat(order.payments()).isEmpty();
    }

    @Test
    void seesNoDifferenceInTheSameDetails() {
        Order order = importedOrder(on(LocalDate.of(1997, 1, 1), usd("11.77"), usd("2.00")));

        assertThat(order.differsFrom(on(LocalDate.of(1997, 1, 1), usd("11.77"), usd("2.00")), OrderStatus.COMPLETED)).isFalse();
        assertThat(order.differsFrom(on(LocalDate.of(1997, 1, 2), usd("11.77"), usd("2.00")), OrderStatus.COMPLETED)).isTrue();
        assertThat(order.differsFrom(on(LocalDate.of(1997, 1, 1), usd("2.00"), usd("11.77")), OrderStatus.COMPLETED)).isTrue();
        assertThat(order.differsFrom(on(LocalDate.of(1997, 1, 1), usd("11.77"), usd("2.00")), OrderStatus.PROCESSING)).isTrue();
    }

    @Test
    void movesItsOutsideCaptureWithACorrectedImport() {
        Order order = importedOrder(on(LocalDate.of(1997, 1, 1), usd("11.77")));
        order.restate(on(LocalDate.of(1997, 1, 2), usd("12.00")), OrderStatus.COMPLETED, NOW, BY);

        PaymentTransaction capture = order.payments().getFirst().transactions().getFirst();
        assertThat(capture.amount()).isEqualTo(usd("12.00"));
        assertThat(capture.occurred().occurredOn()).isEqualTo(LocalDate.of(1997, 1, 2));
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PAID);
    }

    @Test
    void refusesACorrectionBelowWhatWasRefundedAndStaysAsItWas() {
        Order order = importedOrder(details(usd("11.77")));
        refund(order, "10.00", TransactionState.SUCCEEDED);

        refuses(() -> order.restate(details(usd("9.00")), OrderStatus.COMPLETED, NOW, BY), ProblemKind.INVALID,
                "refund-exceeds-captured");
        assertThat(order.total()).isEqualTo(usd("11.77"));
        assertThat(order.lines()).isEqualTo(details(usd("11.77")).lines());
    }

    @Test
    void asksWhichPaymentWhereSeveralWereCaptured() {
        Order order = pendingOrder(usd("100.00"));
        order.pay(PaymentMethod.CARD, "sandbox", usd("60.00"), true, WHEN, null, NOW, BY);
        order.pay(PaymentMethod.WALLET, "sandbox", usd("40.00"), true, WHEN, null, NOW, BY);

        refuses(() -> refund(order, "10.00", TransactionState.SUCCEEDED), ProblemKind.INVALID, "required");
        order.refund(order.payments().getLast().id(), usd("40.00"), TransactionState.SUCCEEDED, WHEN, null, null, NOW, BY);
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(List.of(order.ledger().refundable())).containsExactly(usd("60.00"));
    }

    private static void refuses(ThrowingCallable call, ProblemKind kind, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.kind()).isEqualTo(kind);
        });
    }
}
