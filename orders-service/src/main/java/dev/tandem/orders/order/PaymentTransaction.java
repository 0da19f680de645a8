package dev.tandem.orders.order;

import java.util.UUID;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.BusinessTime;

/** One entry of the ledger. It is never taken back; a wrong one fails or is answered by another. */
@Entity
@Table(name = "payment_transaction")
public class PaymentTransaction {

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "payment_id", nullable = false, updatable = false)
    private Payment payment;

    @Column(name = "transaction_no")
    private int number;

    @Enumerated(EnumType.STRING)
    @Column(name = "type")
    private TransactionType type;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private TransactionState state;

    @Embedded
    @AttributeOverride(name = "minor", column = @Column(name = "amount_minor"))
    @AttributeOverride(name = "currency", column = @Column(name = "amount_currency", columnDefinition = "bpchar(3)"))
    private Money amount;

    @Embedded
    @AttributeOverride(name = "occurredAt", column = @Column(name = "occurred_at"))
    @AttributeOverride(name = "occurredOn", column = @Column(name = "occurred_on"))
    @AttributeOverride(name = "precision", column = @Column(name = "occurred_precision"))
    private BusinessTime occurred;

    @Column(name = "reference")
    private @Nullable String reference;

    @Column(name = "reason")
    private @Nullable String reason;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected PaymentTransaction() {
    }

    PaymentTransaction(UUID id, Payment payment, int number, TransactionType type, TransactionState state, Money amount,
            BusinessTime occurred, @Nullable String reference, @Nullable String reason) {
        this.id = id;
        this.payment = payment;
        this.number = number;
        this.type = type;
        this.state = state;
        this.amount = amount;
        this.occurred = occurred;
        this.reference = reference;
        this.reason = reason;
    }

    /** Whether its money counts: it is done or under way. */
    boolean isStanding() {
        return state != TransactionState.FAILED;
    }

    boolean isDone() {
        return state == TransactionState.SUCCEEDED;
    }

    void settle(TransactionState outcome) {
        this.state = outcome;
    }

    /** Only for the capture that an import made up: the source has corrected itself. */
    void restate(Money newAmount, BusinessTime newTime) {
        this.amount = newAmount;
        this.occurred = newTime;
    }

    boolean forgetWords() {
        boolean isNumbered = reference == null || Words.isCode(reference);
        boolean any = reason != null || !isNumbered;
        reason = null;
        reference = isNumbered ? reference : null;
        return any;
    }

    UUID id() {
        return id;
    }

    Payment payment() {
        return payment;
    }

    int number() {
        return number;
    }

    TransactionType type() {
        return type;
    }

    TransactionState state() {
        return state;
    }

    Money amount() {
        return amount;
    }

    BusinessTime occurred() {
        return occurred;
    }

    @Nullable
    String reference() {
        return reference;
    }

    @Nullable
    String reason() {
        return reason;
    }
}
