package dev.tandem.orders.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;

import org.hibernate.annotations.ListIndexBase;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.record.StoredRecord;
import dev.tandem.platform.time.BusinessTime;

/**
 * One purchase of one person. It knows what may follow its state, that its parts add up to its total, and that no more
 * money is given back than was taken; whoever changes it holds the lock on its row.
 */
@Entity
@Table(name = "sales_order")
public class Order extends StoredRecord {

    @Column(name = "order_no")
    private @Nullable String orderNo;

    @Column(name = "customer_id")
    private UUID customerId;

    @Enumerated(EnumType.STRING)
    @Column(name = "status")
    private OrderStatus status;

    @Enumerated(EnumType.STRING)
    @Column(name = "payment_status")
    private PaymentStatus paymentStatus;

    @Column(name = "channel")
    private @Nullable String channel;

    @Column(name = "country")
    private @Nullable String country;

    @Embedded
    @AttributeOverride(name = "occurredAt", column = @Column(name = "occurred_at"))
    @AttributeOverride(name = "occurredOn", column = @Column(name = "occurred_on"))
    @AttributeOverride(name = "precision", column = @Column(name = "occurred_precision"))
    private BusinessTime occurred;

    @ElementCollection
    @CollectionTable(name = "order_line", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "line_no", nullable = false)
    @ListIndexBase(1)
    private List<OrderLine> lines = new ArrayList<>();

    @Embedded
    private OrderTotals totals;

    @Column(name = "cancel_reason")
    private @Nullable String cancelReason;

    @Column(name = "returned_pieces")
    private long returnedPieces;

    @OneToMany(mappedBy = "order", cascade = CascadeType.ALL)
    @OrderBy("number")
    private List<Payment> payments = new ArrayList<>();

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Order() {
    }

    private Order(UUID id, Source source, Instant now, String by, OrderDetails details, OrderStatus status) {
        super(id, source, now, by);
        this.status = status;
        describe(details);
        derivePaymentStatus();
    }

    /** A new order that waits for its money; one that costs nothing is confirmed at once. */
    static Order place(UUID id, Source source, Instant now, String by, OrderDetails details) {
        OrderStatus status = details.total().isZero() ? OrderStatus.CONFIRMED : OrderStatus.PENDING_PAYMENT;
        return new Order(id, source, now, by, details, status);
    }

    /** An order of the past: it is what the source says it is, and was paid outside if its state says so. */
    static Order imported(UUID id, Instant now, String by, OrderDetails details, OrderStatus status) {
        Order order = new Order(id, Source.IMPORT, now, by, details, status);
        order.payOutside();
        return order;
    }

    /** Whether the source says anything now that is not stored already. */
    boolean differsFrom(OrderDetails details, OrderStatus newStatus) {
        Payment outside = outsidePayment();
        boolean sameMoney = outside == null || !newStatus.impliesPayment() || details.total().isZero()
                || outside.hasCaptureOf(details.total(), details.occurred());
        return !details.equals(details()) || newStatus != status || !sameMoney;
    }

    /** Takes over what the source says now; a refusal leaves the order as it was. */
    void restate(OrderDetails details, OrderStatus newStatus, Instant now, String by) {
        if (!details.currency().equals(currency()) && !payments.isEmpty()) {
            throw ProblemException.invalid("currency-mismatch", "/lines", "A paid order keeps its currency.");
        }
        Payment outside = outsidePayment();
        if (outside != null && newStatus.impliesPayment() && !details.total().isZero()) {
            outside.restateCapture(details.total(), details.occurred());
        }
        status = newStatus;
        describe(details);
        payOutside();
        derivePaymentStatus();
        touch(now, by);
    }

    /** What a client may correct on an order that was not imported anew. */
    void edit(@Nullable String newChannel, @Nullable String newCountry, Instant now, String by) {
        channel = newChannel;
        country = newCountry;
        touch(now, by);
    }

    /** Authorises or takes money; an order that is covered thereby is confirmed. */
    PaymentTransaction pay(PaymentMethod method, String provider, Money amount, boolean captured, BusinessTime when,
            @Nullable String reference, Instant now, String by) {
        refuseMoneyForNothing();
        requireCurrency(amount);
        Money open = total().minus(ledger().secured());
        if (amount.minus(open).minor() > 0) {
            throw ProblemException.invalid("payment-exceeds-total", "/amount",
                    open.amountText() + " " + currency() + " is still to be paid.").with("outstanding", open.amountText());
        }
        Payment payment = new Payment(this, payments.size() + 1, method, provider);
        PaymentTransaction entry = captured ? payment.capture(amount, when, reference)
                : payment.authorize(amount, when, reference);
        payments.add(payment);
        afterMoney(now, by);
        return entry;
    }

    /** Takes what was authorised before. */
    PaymentTransaction capture(@Nullable UUID paymentId, Money amount, BusinessTime when, @Nullable String reference,
            Instant now, String by) {
        refuseMoneyForNothing();
        requireCurrency(amount);
        Payment payment = chosen(paymentId, candidate -> !candidate.ledger().authorized().isZero(), "payment-not-authorized",
                "No authorised payment waits to be captured.");
        if (payment.ledger().authorized().isZero()) {
            throw ProblemException.conflict("payment-not-authorized", "Nothing of this payment waits to be captured.");
        }
        PaymentTransaction entry = payment.capture(amount, when, reference);
        afterMoney(now, by);
        return entry;
    }

    /** Lets an authorisation go. */
    PaymentTransaction voidPayment(UUID paymentId, BusinessTime when, @Nullable String reason, Instant now, String by) {
        PaymentTransaction entry = payment(paymentId).voidAuthorization(when, reason);
        afterMoney(now, by);
        return entry;
    }

    /** Gives money back, never more than was taken. */
    PaymentTransaction refund(@Nullable UUID paymentId, Money amount, TransactionState as, BusinessTime when,
            @Nullable String reference, @Nullable String reason, Instant now, String by) {
        requireCurrency(amount);
        Payment payment = chosen(paymentId, candidate -> !candidate.ledger().captured().isZero(), "payment-not-captured",
                "Nothing was captured for this order; void what is authorised instead.");
        PaymentTransaction entry = payment.refund(amount, as, when, reference, reason);
        afterMoney(now, by);
        return entry;
    }

    /** Gives money back for goods, out of the payments that still have it, the earliest first. */
    void giveBack(Money amount, BusinessTime when, String reference, Instant now, String by) {
        requireCurrency(amount);
        Payment.spread(payments, ledger(), amount, when, reference);
        afterMoney(now, by);
    }

    /** Pieces of it have come back from the buyer. */
    void takeBack(long pieces, Instant now, String by) {
        returnedPieces += pieces;
        touch(now, by);
    }

    /** Says how a refund that was under way has ended; a failed one frees its amount. */
    PaymentTransaction settle(UUID transactionId, TransactionState outcome, Instant now, String by) {
        PaymentTransaction entry = payments.stream().flatMap(payment -> payment.transactions().stream())
                .filter(one -> one.id().equals(transactionId)).findFirst()
                .orElseThrow(() -> ProblemException.notFound("transaction", transactionId));
        entry.payment().settle(entry, outcome);
        afterMoney(now, by);
        return entry;
    }

    /** Moves along the state machine; cancelling has its own verb, and confirming is a matter of payment. */
    void moveTo(OrderStatus next, Instant now, String by) {
        if (next == OrderStatus.CANCELLED) {
            throw ProblemException.invalid("use-cancel", "/status", "An order is cancelled by its own action.");
        }
        boolean unpaid = status == OrderStatus.PENDING_PAYMENT && next == OrderStatus.CONFIRMED;
        if (unpaid || !status.canMoveTo(next)) {
            throw illegal(next);
        }
        status = next;
        touch(now, by);
    }

    /** Ends the order before it is sent and lets go of what was only authorised; what was taken waits to be refunded. */
    void cancel(@Nullable String reason, BusinessTime when, Instant now, String by) {
        if (!status.canMoveTo(OrderStatus.CANCELLED)) {
            throw illegal(OrderStatus.CANCELLED);
        }
        status = OrderStatus.CANCELLED;
        cancelReason = reason;
        payments.stream().filter(Payment::isAuthorizedOnly).forEach(payment -> payment.voidAuthorization(when, reason));
        derivePaymentStatus();
        touch(now, by);
    }

    /** Its buyer turned out to be this customer. */
    void belongTo(UUID customer, Instant now, String by) {
        customerId = customer;
        touch(now, by);
    }

    /** Blanks what was said about its buyer in words. */
    boolean forgetWords(Instant now, String by) {
        boolean any = Words.forget(lines, payments) || cancelReason != null;
        cancelReason = null;
        if (any) {
            touch(now, by);
        }
        return any;
    }

    private void describe(OrderDetails details) {
        orderNo = details.orderNo();
        customerId = details.customerId();
        channel = details.channel();
        country = details.country();
        occurred = details.occurred();
        if (!lines.equals(details.lines())) {
            lines.clear();
            lines.addAll(details.lines());
        }
        totals = OrderTotals.of(details);
    }

    private void payOutside() {
        if (source() == Source.IMPORT && status.impliesPayment() && !total().isZero() && payments.isEmpty()) {
            Payment payment = new Payment(this, 1, PaymentMethod.EXTERNAL, Payment.EXTERNAL_PROVIDER);
            payment.capture(total(), occurred, null);
            payments.add(payment);
            derivePaymentStatus();
        }
    }

    /** The payment an import made up; the ledger of an order that was placed here is never restated by a file. */
    private @Nullable Payment outsidePayment() {
        return source() != Source.IMPORT ? null : payments.stream().filter(Payment::isExternal).findFirst().orElse(null);
    }

    private Payment chosen(@Nullable UUID paymentId, java.util.function.Predicate<Payment> fits, String code, String none) {
        if (paymentId != null) {
            return payment(paymentId);
        }
        List<Payment> fitting = payments.stream().filter(fits).toList();
        if (fitting.isEmpty()) {
            throw ProblemException.conflict(code, none);
        }
        if (fitting.size() > 1) {
            throw ProblemException.invalid("required", "/paymentId", "The order has several payments; name one.");
        }
        return fitting.getFirst();
    }

    private Payment payment(UUID paymentId) {
        return payments.stream().filter(payment -> payment.id().equals(paymentId)).findFirst()
                .orElseThrow(() -> ProblemException.notFound("payment", paymentId));
    }

    private void refuseMoneyForNothing() {
        if (status.isVoid()) {
            throw ProblemException.conflict("order-" + (status == OrderStatus.CANCELLED ? "cancelled" : "expired"),
                    "No money is taken for an order that has come to nothing.");
        }
    }

    private void requireCurrency(Money amount) {
        if (!amount.currency().equals(currency())) {
            throw ProblemException.invalid("currency-mismatch", "/amount/currency", "The order is in " + currency() + ".");
        }
    }

    private void afterMoney(Instant now, String by) {
        derivePaymentStatus();
        if (status == OrderStatus.PENDING_PAYMENT && ledger().secured().minor() >= total().minor()) {
            status = OrderStatus.CONFIRMED;
        }
        touch(now, by);
    }

    private void derivePaymentStatus() {
        paymentStatus = PaymentStatus.of(total(), ledger());
    }

    private ProblemException illegal(OrderStatus next) {
        return ProblemException.conflict("illegal-order-status", "An order that is " + status + " cannot become " + next + ".");
    }

    Ledger ledger() {
        return Ledger.of(payments, currency());
    }

    OrderDetails details() {
        return new OrderDetails(orderNo, customerId, channel, country, occurred, lines, totals.discount(), totals.tax(),
                totals.shipping());
    }

    String currency() {
        return total().currency();
    }

    @Nullable
    String orderNo() {
        return orderNo;
    }

    UUID customerId() {
        return customerId;
    }

    OrderStatus status() {
        return status;
    }

    PaymentStatus paymentStatus() {
        return paymentStatus;
    }

    FulfillmentStatus fulfillmentStatus() {
        return FulfillmentStatus.of(status, lines.stream().mapToLong(OrderLine::quantity).sum(), returnedPieces);
    }

    @Nullable
    String channel() {
        return channel;
    }

    @Nullable
    String country() {
        return country;
    }

    BusinessTime occurred() {
        return occurred;
    }

    List<OrderLine> lines() {
        return List.copyOf(lines);
    }

    OrderTotals totals() {
        return totals;
    }

    Money total() {
        return totals.total();
    }

    @Nullable
    String cancelReason() {
        return cancelReason;
    }

    List<Payment> payments() {
        return List.copyOf(payments);
    }
}
