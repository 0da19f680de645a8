package dev.tandem.orders.review;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.orders.customer.CustomerLogins;
import dev.tandem.orders.order.Purchases;
import dev.tandem.orders.order.Purchases.Received;
import dev.tandem.orders.orderreturn.Returns;
import dev.tandem.orders.product.Catalogue;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.listing.Listing;
import dev.tandem.platform.patch.MergePatch;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.ExternalName;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.CompanyCalendar;
import dev.tandem.platform.validation.Validations;

/** What buyers and moderators may do with reviews, each in one transaction with its journal entry and the new rating. */
@ApplicationScoped
class ReviewService {

    private final ReviewRepository reviews;
    private final CustomerLogins logins;
    private final Purchases purchases;
    private final Returns returns;
    private final Catalogue catalogue;
    private final ExternalIds externalIds;
    private final Journal journal;
    private final Validations validations;
    private final CompanyCalendar calendar;
    private final Caller caller;
    private final Clock clock;

    ReviewService(ReviewRepository reviews, CustomerLogins logins, Purchases purchases, Returns returns,
            Catalogue catalogue, ExternalIds externalIds, Journal journal, Validations validations, CompanyCalendar calendar,
            Caller caller,
            Clock clock) {
        this.reviews = reviews;
        this.logins = logins;
        this.purchases = purchases;
        this.returns = returns;
        this.catalogue = catalogue;
        this.externalIds = externalIds;
        this.journal = journal;
        this.validations = validations;
        this.calendar = calendar;
        this.caller = caller;
        this.clock = clock;
    }

    /** A buyer says what he thinks of something that he has received. */
    @Transactional
    ReviewView post(ReviewFields.Post command) {
        validations.check(command);
        Review.About about = purchase(Objects.requireNonNull(command.productId()), command.orderId());
        Instant now = clock.instant();
        BusinessTime when = calendar.at(now.truncatedTo(ChronoUnit.MICROS));
        Review review = Review.post(Ids.next(), now, caller.subject(), about, when, command.opinion());
        reviews.persist(review);
        reviews.flush();
        journal.write(ReviewChange.of("posted", Source.API, review, null, null, when.occurredAt()));
        return ReviewView.of(review);
    }

    /** The purchase that the caller may review: he has received it, kept his money in it, and not reviewed it yet. */
    private Review.About purchase(UUID productId, @Nullable UUID orderId) {
        UUID customerId = logins.own().orElseThrow(ReviewService::notEligible);
        List<Received> received = kept(purchases.received(customerId, productId).stream()
                .filter(line -> orderId == null || line.orderId().equals(orderId)).toList());
        if (received.isEmpty()) {
            throw notEligible();
        }
        Map<ReviewRepository.Purchase, UUID> reviewed = reviews
                .reviewed(received.stream().map(Received::orderId).collect(Collectors.toSet()));
        Received line = received.stream().filter(one -> !reviewed.containsKey(key(one))).findFirst()
                .orElseThrow(() -> ProblemException.conflict("review-exists", "You have reviewed this; change that review.")
                        .with("reviewId", String.valueOf(reviewed.get(key(received.getFirst())))));
        return new Review.About(productId, customerId, line.orderId(), line.lineNo(), line.channel(), line.country());
    }

    private List<Received> kept(List<Received> received) {
        Set<Returns.Line> givenBack = returns.givenBack(received.stream().map(Received::orderId).collect(Collectors.toSet()));
        return received.stream().filter(line -> !givenBack.contains(new Returns.Line(line.orderId(), line.lineNo()))).toList();
    }

    private static ReviewRepository.Purchase key(Received line) {
        return new ReviewRepository.Purchase(line.orderId(), line.lineNo());
    }

    private static ProblemException notEligible() {
        return new ProblemException(ProblemKind.FORBIDDEN, "review-not-eligible",
                "Only who has received it, and not been given his money back, can review it.", List.of());
    }

    @Transactional
    ReviewView get(UUID id) {
        Review review = reviews.living(id).filter(found -> found.isPublic() || logins.maySee(found.customerId()))
                .orElseThrow(() -> ProblemException.notFound("review", id));
        return logins.maySee(review.customerId()) ? ReviewView.of(review) : ReviewView.of(review).published();
    }

    @Transactional
    ReviewView patch(UUID id, @Nullable String ifMatch, JsonNode patch) {
        Review review = changeable(id, ifMatch, false);
        ReviewFields fields = validations.check(MergePatch.apply(ReviewFields.of(review), patch, ReviewFields.class));
        JsonNode before = ReviewChange.state(review);
        Instant now = clock.instant();
        return review.revise(fields.opinion(), now, caller.subject()) ? written("updated", review, before, now)
                : ReviewView.of(review);
    }

    @Transactional
    ReviewView moderate(UUID id, @Nullable String ifMatch, ReviewFields.Moderation command) {
        Review review = changeable(id, ifMatch, false);
        validations.check(command);
        JsonNode before = ReviewChange.state(review);
        Instant now = clock.instant();
        review.moderate(new Review.Verdict(Objects.requireNonNull(command.state()), command.reason()), now, caller.subject());
        return written("moderated", review, before, now);
    }

    /** @return the version of the deleted record, by which it can be restored */
    @Transactional
    long delete(UUID id, @Nullable String ifMatch) {
        Review review = changeable(id, ifMatch, false);
        JsonNode before = ReviewChange.state(review);
        Instant now = clock.instant();
        review.delete(now, caller.subject());
        reviews.flush();
        journal.write(ReviewChange.deleted(review, before, now));
        return review.version();
    }

    @Transactional
    ReviewView restore(UUID id, @Nullable String ifMatch) {
        Review review = changeable(id, ifMatch, true);
        JsonNode before = ReviewChange.state(review);
        Instant now = clock.instant();
        review.restore(now, caller.subject());
        return written("restored", review, before, now);
    }

    /** Staff see all reviews, a shopper his own. */
    @Transactional
    Page<ReviewView> list(ReviewFilter filter, String sort, @Nullable Integer limit, @Nullable String cursor) {
        Page<Review> page = within(filter).page(sort, limit, cursor);
        return new Page<>(page.items().stream().map(ReviewView::of).toList(), page.nextCursor());
    }

    @Transactional
    Count count(ReviewFilter filter) {
        return within(filter).count();
    }

    @Transactional
    Page<ReviewView> published(UUID productId, ReviewFilter filter, String sort, @Nullable Integer limit,
            @Nullable String cursor) {
        requireProduct(productId);
        Page<Review> page = filter.apply(reviews.listing(), externalIds).page(sort, limit, cursor);
        return new Page<>(page.items().stream().map(review -> ReviewView.of(review).published()).toList(), page.nextCursor());
    }

    @Transactional
    RatingView rating(UUID productId) {
        requireProduct(productId);
        return reviews.rating(productId);
    }

    private void requireProduct(UUID productId) {
        if (catalogue.items(Set.of(productId)).isEmpty()) {
            throw ProblemException.notFound("product", productId);
        }
    }

    private Listing<Review> within(ReviewFilter filter) {
        Listing<Review> listing = filter.apply(reviews.listing(), externalIds);
        return logins.seesAll() ? listing
                : logins.own().map(own -> listing.where("e.customerId", own)).orElseGet(listing::nothing);
    }

    private Review changeable(UUID id, @Nullable String ifMatch, boolean deleted) {
        Review review = reviews.locked(id)
                .filter(found -> found.isDeleted() == deleted && logins.maySee(found.customerId()))
                .orElseThrow(() -> ProblemException.notFound("review", id));
        ETags.requireMatch(ifMatch, review.version());
        return review;
    }

    private ReviewView written(String action, Review review, JsonNode before, Instant now) {
        reviews.flush();
        String name = ExternalName.first(externalIds.of(ReviewChange.KIND, List.of(review.id())).get(review.id()));
        journal.write(ReviewChange.of(action, Source.API, review, name, before, now));
        return ReviewView.of(review);
    }
}
