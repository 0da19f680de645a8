package dev.tandem.orders.order;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.time.BusinessTime;

/** One way in which an order is paid, with the ledger of what happened to the money. Part of the order. */
@Entity
@Table(name = "payment")
public class Payment {

    /** Provider of payments that an import or a person reports. */
    static final String EXTERNAL_PROVIDER = "EXTERNAL";

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "order_id", nullable = false, updatable = false)
    private Order order;

    @Column(name = "payment_no")
    private int number;

    @Enumerated(EnumType.STRING)
    @Column(name = "method")
    private PaymentMethod method;

    @Column(name = "provider")
    private String provider;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private PaymentState state;

    @OneToMany(mappedBy = "payment", cascade = CascadeType.ALL)
    @OrderBy("number")
    private List<PaymentTransaction> transactions = new ArrayList<>();

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Payment() {
    }

    Payment(Order order, int number, PaymentMethod method, String provider) {
        this.id = Ids.next();
        this.order = order;
        this.number = number;
        this.method = method;
        this.provider = provider;
        this.state = PaymentState.CREATED;
    }

    PaymentTransaction authorize(Money amount, BusinessTime when, @Nullable String reference) {
        return enter(TransactionType.AUTHORIZE, TransactionState.SUCCEEDED, amount, when, reference, null);
    }

    /** Takes money: all of what was authorised at most, or directly where nothing was. */
    PaymentTransaction capture(Money amount, BusinessTime when, @Nullable String reference) {
        if (state == PaymentState.VOIDED || state == PaymentState.FAILED) {
            throw ProblemException.conflict("payment-not-capturable", "The payment is " + state + ".");
        }
        Money held = ledger().authorized();
        if (state != PaymentState.CREATED && amount.minus(held).minor() > 0) {
            throw ProblemException.invalid("capture-exceeds-authorized", "/amount",
                    held.amountText() + " " + held.currency() + " can still be captured.")
                    .with("capturable", held.amountText());
        }
        return enter(TransactionType.CAPTURE, TransactionState.SUCCEEDED, amount, when, reference, null);
    }

    PaymentTransaction voidAuthorization(BusinessTime when, @Nullable String reason) {
        if (!isAuthorizedOnly()) {
            throw ProblemException.conflict("payment-not-voidable",
                    "Only a payment that is authorised and not captured can be voided; this one is " + state + ".");
        }
        return enter(TransactionType.VOID, TransactionState.SUCCEEDED, ledger().authorized(), when, null, reason);
    }

    /** Gives money back, or promises to: what is under way counts as given. */
    PaymentTransaction refund(Money amount, TransactionState as, BusinessTime when, @Nullable String reference,
            @Nullable String reason) {
        if (isAuthorizedOnly()) {
            throw ProblemException.conflict("payment-not-captured",
                    "Nothing was captured from this payment; void the authorisation instead.");
        }
        requireRefundable(amount, ledger());
        return enter(TransactionType.REFUND, as, amount, when, reference, reason);
    }

    /** Refunds an amount out of several payments, from each what it still has, the earliest first. */
    static void spread(List<Payment> payments, Ledger ledger, Money amount, BusinessTime when, String reference) {
        if (ledger.captured().isZero()) {
            throw ProblemException.conflict("payment-not-captured", "Nothing was captured for this order.");
        }
        requireRefundable(amount, ledger);
        Money left = amount;
        for (Payment payment : payments) {
            Money free = payment.ledger().refundable();
            Money part = left.minus(free).isNegative() ? left : free;
            if (part.minor() > 0) {
                payment.refund(part, TransactionState.SUCCEEDED, when, reference, null);
                left = left.minus(part);
            }
        }
    }

    private static void requireRefundable(Money amount, Ledger ledger) {
        Money refundable = ledger.refundable();
        if (amount.minus(refundable).minor() > 0) {
            throw ProblemException.invalid("refund-exceeds-captured", "/amount",
                    refundable.amountText() + " " + refundable.currency() + " can still be refunded.")
                    .with("refundable", refundable.amountText());
        }
    }

    /** Says how an entry that was under way has ended. */
    void settle(PaymentTransaction transaction, TransactionState outcome) {
        if (transaction.state() != TransactionState.PENDING) {
            throw ProblemException.conflict("transaction-settled", "This entry is " + transaction.state() + " already.");
        }
        transaction.settle(outcome);
        derive();
    }

    /** Corrects the capture an import made up; what was refunded since must still fit. */
    void restateCapture(Money amount, BusinessTime when) {
        Ledger ledger = ledger();
        Money given = ledger.refunding().plus(ledger.chargedBack());
        if (given.minus(amount).minor() > 0) {
            throw ProblemException.invalid("refund-exceeds-captured", "/total",
                    given.amountText() + " " + given.currency() + " have been refunded already.");
        }
        capture().restate(amount, when);
    }

    /** Whether a restated capture would differ from what is stored. */
    boolean hasCaptureOf(Money amount, BusinessTime when) {
        return capture().amount().equals(amount) && capture().occurred().equals(when);
    }

    private PaymentTransaction capture() {
        return transactions.stream().filter(t -> t.type() == TransactionType.CAPTURE).findFirst().orElseThrow();
    }

    private PaymentTransaction enter(TransactionType type, TransactionState as, Money amount, BusinessTime when,
            @Nullable String reference, @Nullable String reason) {
        if (amount.isNegative() || amount.isZero()) {
            throw ProblemException.invalid("invalid-amount", "/amount", "The amount must be more than zero.");
        }
        var entry = new PaymentTransaction(Ids.next(), this, transactions.size() + 1, type, as, amount, when, reference,
                reason);
        transactions.add(entry);
        derive();
        return entry;
    }

    private void derive() {
        boolean voided = transactions.stream().anyMatch(t -> t.type() == TransactionType.VOID && t.isDone());
        Ledger ledger = ledger();
        if (voided) {
            state = PaymentState.VOIDED;
        } else if (ledger.captured().isZero()) {
            state = ledger.authorized().isZero() ? PaymentState.CREATED : PaymentState.AUTHORIZED;
        } else {
            state = ledger.authorized().isZero() ? PaymentState.CAPTURED : PaymentState.PARTIALLY_CAPTURED;
        }
    }

    Ledger ledger() {
        if (transactions.isEmpty()) {
            return Ledger.empty(order.currency());
        }
        Money zero = Money.zero(order.currency());
        Money held = zero;
        Money captured = zero;
        Money refunded = zero;
        Money refunding = zero;
        Money chargedBack = zero;
        for (PaymentTransaction entry : transactions) {
            if (!entry.isStanding()) {
                continue;
            }
            switch (entry.type()) {
                case AUTHORIZE -> held = held.plus(entry.amount());
                case VOID -> held = held.minus(entry.amount());
                case CAPTURE -> captured = entry.isDone() ? captured.plus(entry.amount()) : captured;
                case REFUND -> {
                    refunding = refunding.plus(entry.amount());
                    refunded = entry.isDone() ? refunded.plus(entry.amount()) : refunded;
                }
                case CHARGEBACK -> chargedBack = chargedBack.plus(entry.amount());
            }
        }
        Money open = held.minus(captured);
        return new Ledger(open.isNegative() ? zero : open, captured, refunded, refunding, chargedBack);
    }

    boolean isAuthorizedOnly() {
        return state == PaymentState.AUTHORIZED;
    }

    boolean isExternal() {
        return method == PaymentMethod.EXTERNAL;
    }

    UUID id() {
        return id;
    }

    int number() {
        return number;
    }

    PaymentMethod method() {
        return method;
    }

    String provider() {
        return provider;
    }

    PaymentState state() {
        return state;
    }

    List<PaymentTransaction> transactions() {
        return List.copyOf(transactions);
    }
}
