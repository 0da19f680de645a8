package dev.tandem.orders.product;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.orders.naming.ExternalName;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.patch.MergePatch;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.validation.Validations;

/** What may be done with products, each in one transaction with its journal entry. */
@ApplicationScoped
class ProductService {

    private final ProductRepository products;
    private final ExternalIds externalIds;
    private final Journal journal;
    private final Validations validations;
    private final Caller caller;
    private final Clock clock;

    ProductService(ProductRepository products, ExternalIds externalIds, Journal journal, Validations validations,
            Caller caller, Clock clock) {
        this.products = products;
        this.externalIds = externalIds;
        this.journal = journal;
        this.validations = validations;
        this.caller = caller;
        this.clock = clock;
    }

    @Transactional
    ProductView create(ProductFields fields) {
        Offer offer = validations.check(fields).offer();
        Instant now = clock.instant();
        Product product = new Product(Ids.next(), Source.API, now, caller.subject(), offer);
        refuseTaken(product);
        products.persist(product);
        List<ExternalId> names = ExternalName.ids(fields.externalIds());
        externalIds.replace(ProductChange.KIND, product.id(), names);
        products.flush();
        journal.write(ProductChange.of("created", Source.API, product, names, null, now));
        return ProductView.of(product, names);
    }

    @Transactional
    ProductView get(UUID id) {
        return products.living(id).filter(product -> !browsesOnly() || product.isOnSale())
                .map(product -> ProductView.of(product, namesOf(product)))
                .orElseThrow(() -> ProblemException.notFound("product", id));
    }

    @Transactional
    ProductView patch(UUID id, @Nullable String ifMatch, JsonNode patch) {
        Product product = changeable(id, ifMatch, false);
        List<ExternalId> names = namesOf(product);
        ProductView before = ProductView.of(product, names);
        ProductFields fields = validations.check(MergePatch.apply(ProductFields.of(before), patch, ProductFields.class));
        List<ExternalId> newNames = ExternalName.ids(fields.externalIds());
        Instant now = clock.instant();
        JsonNode state = ProductChange.state(product, names);
        boolean described = product.describe(fields.offer(), now, caller.subject());
        if (!described && newNames.equals(names)) {
            return before;
        }
        refuseTaken(product);
        if (!newNames.equals(names)) {
            product.renamed(now, caller.subject());
            externalIds.replace(ProductChange.KIND, id, newNames);
        }
        products.flush();
        journal.write(ProductChange.of("updated", Source.API, product, newNames, state, now));
        return ProductView.of(product, newNames);
    }

    /** @return the version of the deleted record, by which it can be restored */
    @Transactional
    long delete(UUID id, @Nullable String ifMatch) {
        Product product = changeable(id, ifMatch, false);
        Instant now = clock.instant();
        JsonNode before = ProductChange.state(product, namesOf(product));
        product.delete(now, caller.subject());
        products.flush();
        journal.write(ProductChange.deleted(product, before, now));
        return product.version();
    }

    @Transactional
    ProductView restore(UUID id, @Nullable String ifMatch) {
        Product product = changeable(id, ifMatch, true);
        Instant now = clock.instant();
        product.restore(now, caller.subject());
        refuseTaken(product);
        products.flush();
        List<ExternalId> names = namesOf(product);
        journal.write(ProductChange.of("restored", Source.API, product, names, null, now));
        return ProductView.of(product, names);
    }

    @Transactional
    Page<ProductView> list(ProductFilter filter, String sort, @Nullable Integer limit, @Nullable String cursor) {
        Page<Product> page = filter.apply(products.listing(), browsesOnly()).page(ProductFilter.SORTS, sort, limit, cursor);
        Map<UUID, List<ExternalId>> names = externalIds.of(ProductChange.KIND,
                page.items().stream().map(Product::id).toList());
        return new Page<>(page.items().stream()
                .map(product -> ProductView.of(product, names.getOrDefault(product.id(), List.of()))).toList(),
                page.nextCursor());
    }

    @Transactional
    Count count(ProductFilter filter) {
        return filter.apply(products.listing(), browsesOnly()).count();
    }

    private boolean browsesOnly() {
        return !caller.hasAny(Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE);
    }

    private Product changeable(UUID id, @Nullable String ifMatch, boolean deleted) {
        Product product = products.locked(id);
        if (product.isDeleted() != deleted) {
            throw ProblemException.notFound("product", id);
        }
        ETags.requireMatch(ifMatch, product.version());
        return product;
    }

    private void refuseTaken(Product product) {
        UUID other = products.bySku(List.of(product.offer().sku())).get(product.offer().sku());
        if (other != null && !other.equals(product.id())) {
            throw ProblemException.conflict("sku-taken", "Another product has this SKU.");
        }
    }

    private List<ExternalId> namesOf(Product product) {
        return externalIds.of(ProductChange.KIND, List.of(product.id())).getOrDefault(product.id(), List.of());
    }
}
