package dev.tandem.metrics.state;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A company as a customer: it lends its industry and country to the deals made with it. */
public record AccountFact(@Nullable String industry, @Nullable String country, @Nullable String externalId,
        @Nullable String source) implements Fact {

    @Override
    public boolean isImported() {
        return "IMPORT".equals(source);
    }

    @Override
    public List<@Nullable Object> lent() {
        return Arrays.asList(industry, country);
    }
}
