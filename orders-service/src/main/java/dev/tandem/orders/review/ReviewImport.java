package dev.tandem.orders.review;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.orders.customer.Customers;
import dev.tandem.orders.order.Purchases;
import dev.tandem.orders.order.Purchases.BoughtLine;
import dev.tandem.orders.product.Catalogue;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.exports.ExportKind;
import dev.tandem.platform.exports.ExportRow;
import dev.tandem.platform.exports.LivingRecords;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.imports.ImportRow;
import dev.tandem.platform.imports.Outcome;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.ExternalName;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.CompanyCalendar;

/** Takes in reviews of the past, a chunk at a time; what was public elsewhere needs no moderator here. */
@ApplicationScoped
class ReviewImport implements ExportKind<ReviewRow> {

    private final ReviewRepository reviews;
    private final Customers customers;
    private final Purchases purchases;
    private final Catalogue catalogue;
    private final ExternalIds externalIds;
    private final Journal journal;
    private final CompanyCalendar calendar;

    ReviewImport(ReviewRepository reviews, Customers customers, Purchases purchases, Catalogue catalogue,
            ExternalIds externalIds, Journal journal, CompanyCalendar calendar) {
        this.reviews = reviews;
        this.customers = customers;
        this.purchases = purchases;
        this.catalogue = catalogue;
        this.externalIds = externalIds;
        this.journal = journal;
        this.calendar = calendar;
    }

    @Override
    public String kind() {
        return ReviewChange.KIND;
    }

    @Override
    public Class<ReviewRow> rowType() {
        return ReviewRow.class;
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.ADMIN, Roles.SHOP, Roles.MARKETING);
    }

    @Override
    public Map<String, String> references() {
        return Map.of("productId", "product", "customerId", "customer", "orderId", "order");
    }

    @Override
    public List<ExportRow<ReviewRow>> export(@Nullable UUID after, int limit) {
        return LivingRecords.next(reviews.getEntityManager(), Review.class, after, limit).stream()
                .map(review -> new ExportRow<>(review.id(), ReviewRow.of(review))).toList();
    }

    @Override
    public Set<UUID> known(Collection<UUID> ids) {
        return LivingRecords.known(reviews.getEntityManager(), Review.class, ids);
    }

    @Override
    public List<Outcome> apply(List<ImportRow<ReviewRow>> rows, ImportContext context) {
        Chunk chunk = new Chunk(rows, context);
        List<Outcome> outcomes = new ArrayList<>(rows.size());
        for (ImportRow<ReviewRow> row : rows) {
            try {
                outcomes.add(chunk.apply(row));
            } catch (ProblemException refused) {
                outcomes.add(Outcome.failed(refused.violations()));
            }
        }
        chunk.write();
        return outcomes;
    }

    /** What one chunk has read and is about to write. */
    private final class Chunk {

        private final ImportContext context;
        private final Map<UUID, Review> existing;
        private final Map<UUID, List<ExternalId>> names;
        private final Set<UUID> products;
        private final Set<UUID> people;
        private final Map<UUID, List<BoughtLine>> lines;
        private final Map<ReviewRepository.Purchase, UUID> reviewed;
        private final Map<Review, @Nullable String> created = new LinkedHashMap<>();
        private final Map<Review, JsonNode> changed = new LinkedHashMap<>();

        Chunk(List<ImportRow<ReviewRow>> rows, ImportContext context) {
            this.context = context;
            Set<UUID> ids = rows.stream().map(ImportRow::existing).filter(Objects::nonNull).collect(Collectors.toSet());
            existing = reviews.locked(ids);
            names = externalIds.of(ReviewChange.KIND, ids);
            products = catalogue.items(named(rows, ReviewRow::productId)).keySet();
            people = customers.known(named(rows, ReviewRow::customerId));
            Set<UUID> orders = named(rows, ReviewRow::orderId);
            lines = purchases.lines(orders).stream().collect(Collectors.groupingBy(BoughtLine::orderId));
            reviewed = new HashMap<>(reviews.reviewed(orders));
        }

        private Set<UUID> named(List<ImportRow<ReviewRow>> rows, Function<ReviewRow, @Nullable UUID> reference) {
            Set<UUID> ids = new HashSet<>();
            rows.forEach(row -> {
                UUID id = reference.apply(row.value());
                if (id != null) {
                    ids.add(id);
                }
            });
            return ids;
        }

        Outcome apply(ImportRow<ReviewRow> row) {
            Review review = row.existing() == null ? null : existing.get(row.existing());
            if (review != null && review.isDeleted()) {
                throw ProblemException.invalid("deleted", "", "This review was deleted; restore it first.");
            }
            UUID id = review == null ? Ids.next() : review.id();
            Review.About about = about(row.value(), review, id);
            BusinessTime when = occurred(row.value(), review);
            Opinion opinion = opinion(row.value(), review);
            Review.Verdict verdict = verdict(row.value(), review);
            if (review == null) {
                Review made = Review.imported(id, context.now(), context.actor(), about, when, opinion, verdict);
                reviews.persist(made);
                created.put(made, row.externalId() == null ? null : row.externalId().id());
                return Outcome.created(id);
            }
            if (!review.differsFrom(about, when, opinion, verdict)) {
                return changed.containsKey(review) ? Outcome.updated(id) : Outcome.unchanged(id);
            }
            JsonNode before = ReviewChange.state(review);
            review.restate(about, when, opinion, verdict, context.now(), context.actor());
            changed.putIfAbsent(review, before);
            return Outcome.updated(id);
        }

        private Review.About about(ReviewRow row, @Nullable Review stored, UUID id) {
            UUID productId = Objects.requireNonNull(row.productId());
            UUID customerId = Objects.requireNonNull(row.customerId());
            if (!products.contains(productId)) {
                throw unknown("/productId", "product", productId);
            }
            if (!people.contains(customerId)) {
                throw unknown("/customerId", "customer", customerId);
            }
            UUID orderId = row.orderId();
            if (orderId == null) {
                return stored == null ? new Review.About(productId, customerId, null, null, null, null) : stored.about();
            }
            BoughtLine line = lines.getOrDefault(orderId, List.of()).stream()
                    .filter(one -> one.productId().equals(productId) && one.customerId().equals(customerId))
                    .filter(one -> row.lineNo() == null || row.lineNo() == one.lineNo()).findFirst()
                    .orElseThrow(() -> unknown("/orderId", "line with this product in this customer's order", orderId));
            UUID owner = reviewed.putIfAbsent(new ReviewRepository.Purchase(line.orderId(), line.lineNo()), id);
            if (owner != null && !owner.equals(id)) {
                throw ProblemException.invalid("review-exists", "/orderId", "This purchase has its review already.");
            }
            return new Review.About(productId, customerId, line.orderId(), line.lineNo(), line.channel(), line.country());
        }

        private BusinessTime occurred(ReviewRow row, @Nullable Review stored) {
            if (row.occurredOn() != null && row.occurredAt() != null) {
                throw ProblemException.invalid("ambiguous-time", "/occurredOn", "Give either occurredOn or occurredAt.");
            }
            if (row.occurredAt() != null) {
                return calendar.at(row.occurredAt().truncatedTo(ChronoUnit.MICROS));
            }
            if (row.occurredOn() != null) {
                return calendar.on(row.occurredOn());
            }
            if (stored == null) {
                throw ProblemException.invalid("required", "/occurredOn", "A review needs its day or its instant.");
            }
            return stored.occurred();
        }

        void write() {
            if (created.isEmpty() && changed.isEmpty()) {
                return;
            }
            Set<UUID> rated = new TreeSet<>();
            created.keySet().forEach(review -> rated.add(review.about().productId()));
            changed.keySet().forEach(review -> rated.add(review.about().productId()));
            reviews.lockRatings(rated);
            reviews.flush();
            List<Change> changes = new ArrayList<>(created.size() + changed.size());
            created.forEach((review, name) -> changes.add(ReviewChange.of("imported", Source.IMPORT, review, name, null,
                    review.occurred().occurredAt())));
            changed.forEach((review, before) -> changes.add(ReviewChange.of("imported", Source.IMPORT, review,
                    ExternalName.first(names.get(review.id())), before, review.occurred().occurredAt())));
            journal.write(changes, context.actor());
        }
    }

    private static Opinion opinion(ReviewRow row, @Nullable Review stored) {
        Opinion before = stored == null ? new Opinion(1, null, null, null) : stored.opinion();
        return new Opinion(Objects.requireNonNull(row.rating()), row.title() == null ? before.title() : row.title(),
                row.body() == null ? before.body() : row.body(), row.locale() == null ? before.locale() : row.locale());
    }

    private static Review.Verdict verdict(ReviewRow row, @Nullable Review stored) {
        ReviewState before = stored == null ? ReviewState.APPROVED : stored.state();
        String reason = row.reason() == null && stored != null ? stored.reason() : row.reason();
        return new Review.Verdict(row.state() == null ? before : row.state(), reason);
    }

    private static ProblemException unknown(String pointer, String what, UUID id) {
        return ProblemException.invalid("unknown-reference", pointer, "There is no " + what + " " + id + ".");
    }
}
