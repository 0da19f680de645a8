package dev.tandem.platform.imports;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

/** The kinds that this service can import, by name. */
@ApplicationScoped
class ImportKinds {

    private final Map<String, ImportKind<?>> kinds = new TreeMap<>();

    ImportKinds(@Any Instance<ImportKind<?>> beans) {
        for (ImportKind<?> kind : beans) {
            if (kinds.put(kind.kind(), kind) != null) {
                throw new IllegalStateException("Two beans import the kind " + kind.kind());
            }
        }
    }

    Optional<ImportKind<?>> find(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    Collection<ImportKind<?>> all() {
        return kinds.values();
    }
}
