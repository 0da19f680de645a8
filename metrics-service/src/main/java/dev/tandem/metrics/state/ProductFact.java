package dev.tandem.metrics.state;

import org.jspecify.annotations.Nullable;

/** A product of either service; the SKU is the name that both share. */
public record ProductFact(@Nullable String sku, @Nullable String kind, @Nullable String externalId) implements Fact {
}
