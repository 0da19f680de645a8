package dev.tandem.platform.resource;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.StoredRecord;

/**
 * The faces of one kind of record.
 *
 * @param name the feed's singular name
 * @param settable what a client may set
 * @param view what is shown; says also what lists can be asked
 * @param details the settable fields of a record
 * @param shown a record as it is shown, with its names in other systems
 * @param told the data of its feed event, with its oldest name in another system: ids and codes, nothing personal
 */
public record RecordKind<T extends StoredRecord, D extends Record, V extends RecordView>(String name, Class<T> entity,
        Class<D> settable, Class<V> view, Function<T, D> details, BiFunction<T, List<ExternalId>, V> shown,
        BiFunction<T, @Nullable String, Object> told) {
}
