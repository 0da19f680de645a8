package dev.tandem.platform.imports;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.format.FileFormat;
import dev.tandem.platform.imports.mapping.IdRule;
import dev.tandem.platform.imports.mapping.MappedRow.PendingReference;
import dev.tandem.platform.imports.mapping.RowMapper;

/** A kind, a mapping and the columns of a file, checked against each other once. */
record ImportPlan(ImportKind<?> kind, RowMapper mapper, FileFormat format, List<String> columns, RowParser parser,
        RowIdentity identity) {

    @Nullable
    IdRule idRule() {
        return mapper.mapping().externalId();
    }

    /** Whether a row of the same file may be what is meant. */
    boolean isToOwnFile(PendingReference reference) {
        IdRule rule = idRule();
        return rule != null && reference.kind().equals(kind.kind()) && reference.system().equals(rule.system());
    }

    /** A row of this file that says nothing. */
    List<String> blank() {
        return format.isTable() ? java.util.Collections.nCopies(Math.max(1, columns.size()), "") : List.of("{}");
    }

    /** Whether rows need their key stored: to count occurrences, or to know in a dry run what the file would create. */
    boolean needsKeys(boolean dryRun) {
        IdRule rule = idRule();
        if (rule == null) {
            return false;
        }
        return rule.countsOccurrences() || dryRun && mapper.mapping().fields().values().stream()
                .anyMatch(field -> field.reference() != null && field.reference().kind().equals(kind.kind()));
    }
}
