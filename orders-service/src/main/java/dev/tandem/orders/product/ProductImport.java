package dev.tandem.orders.product;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.imports.ImportKind;
import dev.tandem.platform.imports.ImportRow;
import dev.tandem.platform.imports.Outcome;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;

/** Takes in products from files. */
@ApplicationScoped
class ProductImport implements ImportKind<ProductRow> {

    private final ProductRepository products;
    private final ExternalIds externalIds;
    private final Journal journal;

    ProductImport(ProductRepository products, ExternalIds externalIds, Journal journal) {
        this.products = products;
        this.externalIds = externalIds;
        this.journal = journal;
    }

    @Override
    public String kind() {
        return ProductChange.KIND;
    }

    @Override
    public Class<ProductRow> rowType() {
        return ProductRow.class;
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.ADMIN, Roles.SHOP);
    }

    @Override
    public List<Outcome> apply(List<ImportRow<ProductRow>> rows, ImportContext context) {
        Map<UUID, Product> existing = products.locked(rows.stream().map(ImportRow::existing).filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        Map<UUID, List<ExternalId>> names = externalIds.of(ProductChange.KIND, existing.keySet());
        Map<String, UUID> owners = products.bySku(rows.stream().map(row -> Objects.requireNonNull(row.value().sku()).strip())
                .collect(Collectors.toSet()));
        List<Outcome> outcomes = new ArrayList<>(rows.size());
        Map<Product, List<ExternalId>> created = new LinkedHashMap<>();
        Map<Product, JsonNode> changed = new LinkedHashMap<>();
        for (ImportRow<ProductRow> row : rows) {
            try {
                Product product = row.existing() == null ? null : existing.get(row.existing());
                outcomes.add(product == null ? create(row, context, owners, created)
                        : update(product, row.value(), context, owners, names, changed));
            } catch (ProblemException refused) {
                outcomes.add(Outcome.failed(refused.violations()));
            }
        }
        write(created, changed, names, context);
        return outcomes;
    }

    private Outcome create(ImportRow<ProductRow> row, ImportContext context, Map<String, UUID> owners,
            Map<Product, List<ExternalId>> created) {
        Offer offer = row.value().offer();
        UUID id = Ids.next();
        claim(offer.sku(), id, owners);
        Product product = new Product(id, Source.IMPORT, context.now(), context.actor(), offer);
        products.persist(product);
        created.put(product, row.externalId() == null ? List.of() : List.of(row.externalId()));
        return Outcome.created(id);
    }

    private Outcome update(Product product, ProductRow row, ImportContext context, Map<String, UUID> owners,
            Map<UUID, List<ExternalId>> names, Map<Product, JsonNode> changed) {
        if (product.isDeleted()) {
            throw ProblemException.invalid("deleted", "", "This product was deleted; restore it first.");
        }
        Offer offer = row.over(product.offer());
        if (offer.equals(product.offer())) {
            return changed.containsKey(product) ? Outcome.updated(product.id()) : Outcome.unchanged(product.id());
        }
        claim(offer.sku(), product.id(), owners);
        JsonNode before = ProductChange.state(product, names.getOrDefault(product.id(), List.of()));
        product.describe(offer, context.now(), context.actor());
        changed.putIfAbsent(product, before);
        return Outcome.updated(product.id());
    }

    private static void claim(String sku, UUID id, Map<String, UUID> owners) {
        UUID owner = owners.putIfAbsent(sku, id);
        if (owner != null && !owner.equals(id)) {
            throw ProblemException.invalid("sku-taken", "/sku", "Another product has this SKU.");
        }
    }

    private void write(Map<Product, List<ExternalId>> created, Map<Product, JsonNode> changed,
            Map<UUID, List<ExternalId>> names, ImportContext context) {
        if (created.isEmpty() && changed.isEmpty()) {
            return;
        }
        products.flush();
        List<Change> changes = new ArrayList<>(created.size() + changed.size());
        created.forEach((product, own) -> changes
                .add(ProductChange.of("imported", Source.IMPORT, product, own, null, context.now())));
        changed.forEach((product, before) -> changes.add(ProductChange.of("imported", Source.IMPORT, product,
                names.getOrDefault(product.id(), List.of()), before, context.now())));
        journal.write(changes, context.actor());
    }
}
