package dev.tandem.platform.exports;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.ImportKind;

/**
 * An importable kind whose records can be written out as the rows that it reads, so that an export which comes back changes
 * nothing.
 */
public interface ExportKind<T> extends ImportKind<T> {

    /**
     * The next records that are not deleted and that the caller may see, in the order of their ids and with a number of
     * statements that does not depend on theirs. Called in a transaction of its own for each chunk.
     *
     * @param after the last record of the chunk before; null at the beginning
     */
    List<ExportRow<T>> export(@Nullable UUID after, int limit);

    /** Without it an export could not find its records again. */
    @Override
    Set<UUID> known(Collection<UUID> ids);
}
