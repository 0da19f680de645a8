package dev.tandem.platform.resource;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Records of another kind that belong to records of one kind, and go along when two of those become one. */
public interface Followers {

    /** What is counted, as a client reads it: a plural such as the name of the collection. */
    String name();

    /** The ids of those that belong to one of the records, deleted ones among them; at most {@code limit}. */
    List<UUID> of(Collection<UUID> records, int limit);

    /**
     * Gives them to another record, in the present transaction.
     *
     * @param ids what {@link #of} has found
     * @param from whom they belong to now, in the order in which a client named them
     */
    void follow(List<UUID> ids, List<UUID> from, UUID to, Stamp stamp);
}
