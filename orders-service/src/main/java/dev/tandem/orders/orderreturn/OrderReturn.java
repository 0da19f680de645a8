package dev.tandem.orders.orderreturn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;

import org.hibernate.annotations.SortNatural;
import org.jspecify.annotations.Nullable;

import dev.tandem.orders.order.SoldOrder;
import dev.tandem.orders.orderreturn.ReturnLine.Arrival;
import dev.tandem.orders.orderreturn.ReturnLine.Taken;
import dev.tandem.orders.orderreturn.ReturnLine.Wish;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.record.StoredRecord;
import dev.tandem.platform.time.BusinessTime;

/**
 * What a buyer sends back of one order. Whoever changes it holds the lock on the order, because all returns of an order
 * together never exceed it.
 * <p>
 * There are no shipments yet, so nobody knows what has left the house: what can come back is what was ordered, of an order
 * that is paid for and not cancelled.
 */
@Entity
@Table(name = "order_return")
public class OrderReturn extends StoredRecord {

    /** Stands for what was written about an erased person. */
    static final String ERASED = "erased";

    @Column(name = "order_id", updatable = false)
    private UUID orderId;

    @Column(name = "customer_id")
    private UUID customerId;

    @Enumerated(EnumType.STRING)
    @Column(name = "status")
    private ReturnStatus status;

    @Column(name = "comment")
    private @Nullable String comment;

    @Column(name = "decision")
    private @Nullable String decision;

    @Column(name = "channel", updatable = false)
    private @Nullable String channel;

    @Column(name = "country", updatable = false)
    private @Nullable String country;

    @Embedded
    @AttributeOverride(name = "occurredAt", column = @Column(name = "occurred_at"))
    @AttributeOverride(name = "occurredOn", column = @Column(name = "occurred_on"))
    @AttributeOverride(name = "precision", column = @Column(name = "occurred_precision"))
    private BusinessTime occurred;

    @ElementCollection
    @CollectionTable(name = "order_return_line", joinColumns = @JoinColumn(name = "return_id"))
    @MapKeyColumn(name = "line_no")
    @SortNatural
    private SortedMap<Integer, ReturnLine> lines = new TreeMap<>();

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected OrderReturn() {
    }

    private OrderReturn(UUID id, Instant now, String by, SoldOrder order, BusinessTime occurred, @Nullable String comment) {
        super(id, Source.API, now, by);
        this.orderId = order.id();
        this.customerId = order.customerId();
        this.channel = order.channel();
        this.country = order.country();
        this.occurred = occurred;
        this.comment = comment == null || comment.isBlank() ? null : comment.strip();
        this.status = ReturnStatus.REQUESTED;
    }

    /**
     * A wish to send something back.
     *
     * @param taken what is claimed of the order's lines already
     */
    static OrderReturn request(UUID id, Instant now, String by, SoldOrder order, Map<Integer, Taken> taken, List<Wish> wishes,
            @Nullable String comment, BusinessTime occurred) {
        requireReturnable(order);
        OrderReturn made = new OrderReturn(id, now, by, order, occurred, comment);
        for (int i = 0; i < wishes.size(); i++) {
            made.add(wishes.get(i), "/lines/" + i, order, taken);
        }
        return made;
    }

    private void add(Wish wish, String pointer, SoldOrder order, Map<Integer, Taken> taken) {
        SoldOrder.Line line = order.line(wish.lineNo()).orElseThrow(() -> ProblemException.invalid("unknown-line",
                pointer + "/lineNo", "The order has no line " + wish.lineNo() + "."));
        int left = line.quantity() - taken.getOrDefault(wish.lineNo(), Taken.NOTHING).claimed();
        if (wish.quantity() > left) {
            throw ProblemException.invalid("return-exceeds-ordered", pointer + "/requestedQty",
                    "Of line " + wish.lineNo() + ", " + left + " can still be returned.").with("returnable", left);
        }
        if (lines.put(wish.lineNo(), ReturnLine.of(order, line, wish)) != null) {
            throw ProblemException.invalid("duplicate-line", pointer + "/lineNo", "This line is named twice.");
        }
    }

    void approve(SoldOrder order, Instant now, String by) {
        requireReturnable(order);
        become(ReturnStatus.APPROVED, now, by);
    }

    void reject(@Nullable String reason, Instant now, String by) {
        refuseUnless(ReturnStatus.REJECTED);
        end(ReturnStatus.REJECTED, required(reason), now, by);
    }

    void cancel(@Nullable String reason, Instant now, String by) {
        end(ReturnStatus.CANCELLED, reason, now, by);
    }

    void send(Instant now, String by) {
        become(ReturnStatus.IN_TRANSIT, now, by);
    }

    /**
     * Somebody has looked at what has arrived; from now on it is known what it is worth.
     *
     * @param taken what all returns of the order come to
     */
    void receive(List<Arrival> arrivals, SoldOrder order, Map<Integer, Taken> taken, Instant now, String by) {
        requireReturnable(order);
        refuseUnless(ReturnStatus.RECEIVED);
        requireAll(arrivals);
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            ReturnLine line = checked(arrival, "/lines/" + i);
            SoldOrder.Line sold = order.line(arrival.lineNo()).orElseThrow();
            lines.put(arrival.lineNo(), line.arrived(arrival, sold, taken.getOrDefault(arrival.lineNo(), Taken.NOTHING)));
        }
        become(ReturnStatus.RECEIVED, now, by);
    }

    private void requireAll(List<Arrival> arrivals) {
        Set<Integer> missing = new HashSet<>(lines.keySet());
        List<Violation> wrong = new ArrayList<>();
        for (int i = 0; i < arrivals.size(); i++) {
            if (!missing.remove(arrivals.get(i).lineNo())) {
                boolean isTwice = lines.containsKey(arrivals.get(i).lineNo());
                wrong.add(new Violation("/lines/" + i + "/lineNo", isTwice ? "duplicate-line" : "unknown-line",
                        isTwice ? "This line is named twice." : "The return has no such line."));
            }
        }
        missing.stream().sorted().forEach(line -> wrong.add(new Violation("/lines", "required",
                "Say what arrived of line " + line + "; 0 where nothing did.")));
        if (!wrong.isEmpty()) {
            throw ProblemException.invalid(wrong);
        }
    }

    private ReturnLine checked(Arrival arrival, String pointer) {
        ReturnLine line = Objects.requireNonNull(lines.get(arrival.lineNo()));
        if (arrival.quantity() > line.requested()) {
            throw ProblemException.invalid("received-exceeds-requested", pointer + "/receivedQty",
                    line.requested() + " were to come back.").with("requested", line.requested());
        }
        if (arrival.quantity() > 0 && arrival.condition() == null) {
            throw ProblemException.invalid("required", pointer + "/condition", "Say what can be done with it.");
        }
        if (arrival.quantity() == 0 && arrival.condition() != null) {
            throw ProblemException.invalid("not-allowed", pointer + "/condition", "What did not arrive has no condition.");
        }
        return line;
    }

    /** @return what the buyer gets back for what has arrived */
    Money refund(Instant now, String by) {
        refuseUnless(ReturnStatus.REFUNDED);
        Money due = refundTotal();
        if (due == null || due.isZero()) {
            throw ProblemException.conflict("nothing-to-refund", "Nothing was paid for what has arrived; close the return.");
        }
        become(ReturnStatus.REFUNDED, now, by);
        return due;
    }

    void close(@Nullable String reason, Instant now, String by) {
        refuseUnless(ReturnStatus.CLOSED);
        decision = required(reason);
        become(ReturnStatus.CLOSED, now, by);
    }

    /** Its buyer turned out to be this customer. */
    void belongTo(UUID customer, Instant now, String by) {
        customerId = customer;
        touch(now, by);
    }

    /** Blanks what was written; what came back and what was paid stays. */
    boolean forgetWords(Instant now, String by) {
        boolean any = comment != null || (decision != null && !decision.equals(ERASED));
        comment = null;
        decision = decision == null ? null : ERASED;
        if (any) {
            touch(now, by);
        }
        return any;
    }

    private void end(ReturnStatus as, @Nullable String reason, Instant now, String by) {
        become(as, now, by);
        decision = reason == null || reason.isBlank() ? null : reason.strip();
        lines.replaceAll((no, line) -> line.letGo());
    }

    private void become(ReturnStatus next, Instant now, String by) {
        refuseUnless(next);
        status = next;
        touch(now, by);
    }

    private void refuseUnless(ReturnStatus next) {
        if (!status.canBecome(next)) {
            throw ProblemException.conflict("illegal-return-status",
                    "A return that is " + status + " cannot become " + next + ".");
        }
    }

    private static void requireReturnable(SoldOrder order) {
        if (!order.isReturnable()) {
            throw ProblemException.conflict("order-not-returnable",
                    "Nothing of an order that is unpaid, cancelled, expired or deleted can come back.");
        }
    }

    private static String required(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw ProblemException.invalid("required", "/reason", "Say why.");
        }
        return reason.strip();
    }

    /** What all that has arrived was worth; null until it has. */
    @Nullable
    Money refundTotal() {
        Money sum = null;
        for (ReturnLine line : lines.values()) {
            Money part = line.refund();
            sum = part == null ? sum : sum == null ? part : sum.plus(part);
        }
        return sum;
    }

    /** How many pieces have arrived. */
    long receivedPieces() {
        return lines.values().stream().mapToLong(line -> line.received() == null ? 0 : line.received()).sum();
    }

    /** What can go on the shelf again, by product. */
    Map<UUID, Integer> resaleable() {
        Map<UUID, Integer> pieces = new TreeMap<>();
        for (ReturnLine line : lines.values()) {
            UUID product = line.productId();
            if (line.condition() == Condition.RESALEABLE && product != null && line.received() != null) {
                pieces.merge(product, line.received(), Math::addExact);
            }
        }
        return pieces;
    }

    UUID orderId() {
        return orderId;
    }

    UUID customerId() {
        return customerId;
    }

    ReturnStatus status() {
        return status;
    }

    @Nullable
    String comment() {
        return comment;
    }

    @Nullable
    String decision() {
        return decision;
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

    SortedMap<Integer, ReturnLine> lines() {
        return Collections.unmodifiableSortedMap(lines);
    }
}
