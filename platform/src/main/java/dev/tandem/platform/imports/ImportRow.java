package dev.tandem.platform.imports;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.record.ExternalIds;

/**
 * One row of the file after mapping, binding and validation: what is left is the kind's own rule.
 *
 * @param row 1 for the first row of data
 * @param externalId the id of the record in the system that the file comes from
 * @param existing the record found by its id or its external id
 */
public record ImportRow<T>(long row, ExternalIds.@Nullable ExternalId externalId, @Nullable UUID existing, T value) {
}
