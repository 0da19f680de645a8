package dev.tandem.accounts.product;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.record.Selection;

/** The filters of lists and counts of products, by field name. */
public class ProductQuery {

    @RestQuery
    @Parameter(description = "Exact SKU")
    public @Nullable String sku;

    @RestQuery
    @Parameter(description = "Exact name")
    public @Nullable String name;

    @RestQuery
    @Parameter(description = "Kind")
    public @Nullable String kind;

    @RestQuery
    @Parameter(description = "Status")
    public @Nullable String status;

    @RestQuery
    @Parameter(description = "Family or `null`")
    public @Nullable String family;

    Selection selection() {
        return new Selection()
                .text("sku", sku)
                .text("name", name)
                .code("kind", kind, ProductKind.class)
                .code("status", status, ProductStatus.class)
                .text("family", family);
    }
}
