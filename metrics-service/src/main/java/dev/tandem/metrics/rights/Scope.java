package dev.tandem.metrics.rights;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The rows behind the figures that a caller gets to see: everything, or the deals of some owners.
 * No owner at all (a caller who is nobody's sales-user) means no row, never every row.
 */
public sealed interface Scope {

    record Everything() implements Scope {
        @Override
        public String text() {
            return "all";
        }
    }

    record OwnedBy(Set<UUID> owners) implements Scope {
        public OwnedBy {
            owners = Set.copyOf(owners);
        }

        @Override
        public String text() {
            return "owners" + new TreeSet<>(owners);
        }
    }

    /** The same text for the same rights, whatever the order: it is part of an entity tag. */
    String text();
}
