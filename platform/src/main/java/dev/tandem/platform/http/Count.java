package dev.tandem.platform.http;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

/** How many rows match: exact up to 10,000, else only that there are at least so many. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Count(@Nullable Long count, @Nullable Long atLeast) {

    /** @param counted rows found when counting at most 10,001 */
    public static Count of(long counted) {
        return counted <= Limits.COUNT ? new Count(counted, null) : new Count(null, (long) Limits.COUNT);
    }
}
