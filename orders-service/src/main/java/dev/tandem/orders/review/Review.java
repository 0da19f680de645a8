package dev.tandem.orders.review;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.record.StoredRecord;
import dev.tandem.platform.time.BusinessTime;

/** One customer's word on one thing he received. Whatever he changes is looked at again before others read it. */
@Entity
@Table(name = "review")
public class Review extends StoredRecord {

    /** Stands for the reason why an erased person's review is not shown. */
    static final String ERASED = "erased";

    @Column(name = "product_id", updatable = false)
    private UUID productId;

    @Column(name = "customer_id", updatable = false)
    private UUID customerId;

    @Column(name = "order_id")
    private @Nullable UUID orderId;

    @Column(name = "line_no")
    private @Nullable Integer lineNo;

    @Column(name = "rating")
    private int rating;

    @Column(name = "title")
    private @Nullable String title;

    @Column(name = "body")
    private @Nullable String body;

    @Column(name = "locale")
    private @Nullable String locale;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private ReviewState state;

    @Column(name = "reason")
    private @Nullable String reason;

    @Column(name = "moderated_at")
    private @Nullable Instant moderatedAt;

    @Column(name = "moderated_by")
    private @Nullable String moderatedBy;

    @Embedded
    @AttributeOverride(name = "occurredAt", column = @Column(name = "occurred_at"))
    @AttributeOverride(name = "occurredOn", column = @Column(name = "occurred_on"))
    @AttributeOverride(name = "precision", column = @Column(name = "occurred_precision"))
    private BusinessTime occurred;

    @Column(name = "channel")
    private @Nullable String channel;

    @Column(name = "country")
    private @Nullable String country;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Review() {
    }

    private Review(UUID id, Source source, Instant now, String by, About about, BusinessTime occurred, Opinion opinion,
            ReviewState state) {
        super(id, source, now, by);
        this.productId = about.productId();
        this.customerId = about.customerId();
        this.orderId = about.orderId();
        this.lineNo = about.lineNo();
        this.channel = about.channel();
        this.country = about.country();
        this.occurred = occurred;
        this.state = state;
        say(opinion);
    }

    /**
     * What a review is about, and whose it is.
     *
     * @param orderId the purchase it is about; without one it is not a verified buyer's
     * @param channel the order's, at the time
     * @param country the order's, at the time
     */
    record About(UUID productId, UUID customerId, @Nullable UUID orderId, @Nullable Integer lineNo, @Nullable String channel,
            @Nullable String country) {
    }

    /** A buyer's review, which waits to be looked at. */
    static Review post(UUID id, Instant now, String by, About about, BusinessTime occurred, Opinion opinion) {
        return new Review(id, Source.API, now, by, about, occurred, opinion, ReviewState.PENDING);
    }

    /** A review of the past, in the state that its source says. */
    static Review imported(UUID id, Instant now, String by, About about, BusinessTime occurred, Opinion opinion,
            Verdict verdict) {
        Review review = new Review(id, Source.IMPORT, now, by, about, occurred, opinion, verdict.state());
        review.reason = verdict.reason();
        return review;
    }

    /** What a moderator, or a source, has decided. */
    record Verdict(ReviewState state, @Nullable String reason) {

        Verdict {
            reason = reason == null || reason.isBlank() || !state.needsReason() ? null : reason.strip();
            if (state.needsReason() && reason == null) {
                throw ProblemException.invalid("required", "/reason", "Say why.");
            }
        }
    }

    /**
     * The author changes his mind; others read it again when a moderator has.
     *
     * @return whether anything differs; where not, nothing was touched
     */
    boolean revise(Opinion opinion, Instant now, String by) {
        if (opinion.equals(opinion())) {
            return false;
        }
        say(opinion);
        state = ReviewState.PENDING;
        reason = null;
        moderatedAt = null;
        moderatedBy = null;
        touch(now, by);
        return true;
    }

    /** A moderator decides. */
    void moderate(Verdict verdict, Instant now, String by) {
        if (!state.canBecome(verdict.state())) {
            throw ProblemException.conflict("illegal-review-state",
                    "A review that is " + state + " cannot become " + verdict.state() + ".");
        }
        state = verdict.state();
        reason = verdict.reason();
        moderatedAt = now.truncatedTo(ChronoUnit.MICROS);
        moderatedBy = by;
        touch(now, by);
    }

    /** Whether the source says anything now that is not stored already. */
    boolean differsFrom(About about, BusinessTime when, Opinion opinion, Verdict verdict) {
        return !about.equals(about()) || !when.equals(occurred) || !opinion.equals(opinion())
                || !verdict.equals(new Verdict(state, reason));
    }

    /** Takes over what the source says now. */
    void restate(About about, BusinessTime when, Opinion opinion, Verdict verdict, Instant now, String by) {
        if (!about.productId().equals(productId) || !about.customerId().equals(customerId)) {
            throw ProblemException.invalid("read-only", "/productId", "A review stays with its product and its author.");
        }
        orderId = about.orderId();
        lineNo = about.lineNo();
        channel = about.channel();
        country = about.country();
        occurred = when;
        say(opinion);
        state = verdict.state();
        reason = verdict.reason();
        touch(now, by);
    }

    /** Blanks the author's words and what was said of them; the stars stay. */
    boolean forgetWords(Instant now, String by) {
        boolean any = title != null || body != null || locale != null || (reason != null && !reason.equals(ERASED));
        title = null;
        body = null;
        locale = null;
        reason = reason == null ? null : ERASED;
        if (any) {
            touch(now, by);
        }
        return any;
    }

    private void say(Opinion opinion) {
        rating = opinion.rating();
        title = opinion.title();
        body = opinion.body();
        locale = opinion.locale();
    }

    boolean isPublic() {
        return state == ReviewState.APPROVED && !isDeleted();
    }

    /** Whether its author is known to have bought and received what it is about. */
    boolean isVerifiedPurchase() {
        return orderId != null;
    }

    About about() {
        return new About(productId, customerId, orderId, lineNo, channel, country);
    }

    Opinion opinion() {
        return new Opinion(rating, title, body, locale);
    }

    BusinessTime occurred() {
        return occurred;
    }

    UUID customerId() {
        return customerId;
    }

    ReviewState state() {
        return state;
    }

    @Nullable
    String reason() {
        return reason;
    }

    @Nullable
    Instant moderatedAt() {
        return moderatedAt;
    }

    int rating() {
        return rating;
    }
}
