package dev.tandem.platform.erasure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a feature keeps about persons besides the record of the person; one bean for each such feature. A feature that keeps
 * anything a person wrote, or that tells who he is, and has no such bean, breaks the promise of erasure.
 */
public interface PersonalRecords {

    /** The name of the list in an export: {@code orders}. */
    String name();

    /** The feed's singular kind, under which the audit knows the records. */
    String kind();

    /** The next records that belong to the person, deleted ones among them, in the order of their ids. */
    List<Kept> about(UUID person, @Nullable UUID after, int limit);

    /**
     * Blanks what tells of the person, holding the rows until the transaction ends, and writes the journal for those that
     * changed, without a state before. Called a second time for what others were writing at the first.
     */
    void erase(UUID person, Instant now, String by);

    /** A record as its clients read it. */
    record Kept(UUID id, Object view) {
    }
}
