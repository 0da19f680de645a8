package dev.tandem.platform.imports;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tandem.platform.problem.ProblemException;

/**
 * The part of an import that only the owner of the records knows; one bean for each importable kind. The engine does
 * everything that is the same for all kinds.
 *
 * @param <T> a record with the settable fields, bound strictly and checked by Bean Validation before it is handed over
 */
public interface ImportKind<T> {

    /** The feed's singular name of the kind, as it stands in the path: {@code account}. */
    String kind();

    Class<T> rowType();

    /** The roles that may import this kind, besides what the endpoint demands. */
    default Set<String> roles() {
        return Set.of("admin");
    }

    /**
     * Fields that hold the id of another record, and its kind: {@code accountId -> account}, {@code lines.0.productId ->
     * product}. A mapping may name a reference only to such a kind.
     */
    default Map<String, String> references() {
        return Map.of();
    }

    /**
     * Those of the ids that records of this kind have, deleted ones among them; for files whose rows name their record by
     * our own id. A kind that does not tell has no such rows.
     */
    default Set<UUID> known(Collection<UUID> ids) {
        return Set.of();
    }

    /**
     * Works one chunk of at most 500 rows inside the engine's transaction, in sets rather than row by row. Returns one
     * outcome for each row, in order. A refused row leaves nothing. The engine stores the external ids of created rows
     * itself. An exception fails the chunk, and the engine then tries its rows one by one.
     */
    List<Outcome> apply(List<ImportRow<T>> rows, ImportContext context);

    /**
     * Makes records that hold nothing but what is required, for references with {@code "onMissing":"CREATE"}. Returns the
     * new record for each of the ids; the engine stores the external ids.
     */
    default Map<String, UUID> createMinimal(String system, Collection<String> ids, ImportContext context) {
        throw ProblemException.invalid("create-not-supported", "",
                "Records of the kind " + kind() + " cannot be made from a reference.");
    }
}
