package dev.tandem.metrics.state;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A seller: lends region and manager to the deals that he owns, and his username ties a token to his rows. */
public record SalesUserFact(@Nullable String username, @Nullable UUID managerId, @Nullable String region,
        @Nullable UUID teamId, @Nullable String externalId, @Nullable String source) implements Fact {

    @Override
    public boolean isImported() {
        return "IMPORT".equals(source);
    }

    @Override
    public List<@Nullable Object> lent() {
        return Arrays.asList(managerId, region);
    }
}
