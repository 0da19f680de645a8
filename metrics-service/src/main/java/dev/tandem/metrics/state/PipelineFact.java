package dev.tandem.metrics.state;

import org.jspecify.annotations.Nullable;

/** A sales pipeline by its code. */
public record PipelineFact(@Nullable String code, @Nullable String externalId) implements Fact {
}
