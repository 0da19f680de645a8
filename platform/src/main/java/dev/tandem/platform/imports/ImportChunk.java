package dev.tandem.platform.imports;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.ImportJob.Phase;
import dev.tandem.platform.imports.ImportRows.Stored;
import dev.tandem.platform.imports.mapping.IdRule;
import dev.tandem.platform.imports.mapping.MappedRow;
import dev.tandem.platform.imports.mapping.MappedRow.PendingReference;
import dev.tandem.platform.imports.mapping.OnMissing;
import dev.tandem.platform.imports.mapping.RowError;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.ExternalIds;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.time.CompanyCalendar;
import dev.tandem.platform.validation.Validations;

/**
 * Works one chunk of rows in the current transaction. Everything that asks the database does so once for the chunk, so
 * that the kind's own work decides how fast an import is.
 */
@ApplicationScoped
class ImportChunk {

    /** What a chunk belongs to. */
    record Task(ImportJob job, ImportPlan plan, JobKey key) {
        boolean isLast() {
            return job.progress().phase() == Phase.LAST;
        }
    }

    /** A row with its cells read and its external id known. */
    private record Read(Stored stored, RowParser.Parsed parsed, MappedRow mapped, RowIdentity.Named identity) {
        long row() {
            return stored.row();
        }

        @Nullable
        ExternalId id() {
            return identity.name();
        }

        @Nullable
        Object about() {
            return identity.id() != null ? identity.id() : identity.name();
        }
    }

    private final ImportRows rows;
    private final ImportKinds kinds;
    private final ExternalIds externalIds;
    private final Validations validations;
    private final CompanyCalendar calendar;
    private final Clock clock;

    ImportChunk(ImportRows rows, ImportKinds kinds, ExternalIds externalIds, Validations validations,
            CompanyCalendar calendar, Clock clock) {
        this.rows = rows;
        this.kinds = kinds;
        this.externalIds = externalIds;
        this.validations = validations;
        this.calendar = calendar;
        this.clock = clock;
    }

    /**
     * Works the rows and says what became of them.
     *
     * @return the last row that was worked: a record that occurs twice ends the chunk before its second row, because it
     *         may change only once in a transaction
     */
    long work(Task task, List<Stored> stored, ChunkResult result) {
        Instant now = clock.instant();
        ImportContext context = new ImportContext(task.job().id(), task.job().dryRun(), task.job().mode(), now,
                calendar.dayOf(now), task.job().actor());
        List<Read> read = new ArrayList<>(stored.size());
        Set<Object> seen = new HashSet<>();
        long last = stored.getFirst().row() - 1;
        for (Stored row : stored) {
            Read one = read(task, row, result);
            Object about = one == null ? null : one.about();
            if (about != null && !seen.add(about)) {
                break;
            }
            if (one != null) {
                read.add(one);
            }
            last = row.row();
        }
        Map<PendingReference, UUID> found = find(task, read, context);
        List<Read> ready = read.stream().filter(row -> isReady(task, row, found, result)).toList();
        apply(task.plan().kind(), task, ready, found, context, result);
        return last;
    }

    private @Nullable Read read(Task task, Stored stored, ChunkResult result) {
        List<String> cells = List.of(task.key().open(stored.data(), String[].class));
        RowParser.Parsed parsed = task.plan().parser().parse(cells);
        if (parsed.error() != null) {
            result.fail(stored.row(), List.of(parsed.error()));
            return null;
        }
        RowIdentity.Named identity = task.plan().identity().read(parsed, stored.occurrence());
        MappedRow mapped = task.plan().mapper().map(parsed.source(), parsed.document());
        List<RowError> errors = new ArrayList<>(mapped.errors());
        errors.addAll(identity.errors());
        if (!errors.isEmpty()) {
            result.fail(stored.row(), errors);
            return null;
        }
        return new Read(stored, parsed, mapped, identity);
    }

    /** Looks up every reference of the chunk, and makes what a mapping says shall be made. */
    private Map<PendingReference, UUID> find(Task task, List<Read> read, ImportContext context) {
        Map<String, Map<String, List<PendingReference>>> wanted = new LinkedHashMap<>();
        read.stream().flatMap(row -> row.mapped().references().stream()).distinct().forEach(reference -> wanted
                .computeIfAbsent(reference.kind(), none -> new LinkedHashMap<>())
                .computeIfAbsent(reference.system(), none -> new ArrayList<>()).add(reference));
        Map<PendingReference, UUID> found = new HashMap<>();
        wanted.forEach((kind, systems) -> systems.forEach((system, references) -> {
            Map<String, UUID> known = new HashMap<>(externalIds.find(kind, system,
                    references.stream().map(PendingReference::id).distinct().toList()));
            Set<String> toMake = new LinkedHashSet<>();
            for (PendingReference reference : references) {
                boolean mayComeLater = task.plan().isToOwnFile(reference) && !task.isLast();
                if (reference.onMissing() == OnMissing.CREATE && !mayComeLater && !known.containsKey(reference.id())) {
                    toMake.add(reference.id());
                }
            }
            known.putAll(make(kind, system, toMake, context));
            references.forEach(reference -> {
                UUID id = known.get(reference.id());
                if (id != null) {
                    found.put(reference, id);
                }
            });
        }));
        return found;
    }

    private Map<String, UUID> make(String kind, String system, Set<String> ids, ImportContext context) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        ImportKind<?> maker = kinds.find(kind).orElseThrow(() -> ProblemException.invalid("create-not-supported", "",
                "Records of the kind " + kind + " cannot be made from a reference."));
        Map<String, UUID> made = maker.createMinimal(system, ids, context);
        Map<ExternalId, UUID> names = new LinkedHashMap<>();
        made.forEach((id, record) -> names.put(new ExternalId(system, id), record));
        externalIds.put(kind, names);
        return made;
    }

    /** Whether the row can be worked now; else it is put off, or fails for a reference that exists nowhere. */
    private boolean isReady(Task task, Read row, Map<PendingReference, UUID> found, ChunkResult result) {
        List<RowError> errors = new ArrayList<>();
        boolean waits = false;
        for (PendingReference reference : row.mapped().references()) {
            if (found.containsKey(reference)) {
                continue;
            }
            if (task.plan().isToOwnFile(reference)) {
                if (task.job().dryRun() && isInFile(task, reference)) {
                    continue;
                }
                if (!task.isLast()) {
                    waits = true;
                    continue;
                }
            }
            if (reference.onMissing() == OnMissing.FAIL) {
                errors.add(new RowError(reference.rule().path(), cell(reference, row), "unknown-reference",
                        "There is no " + reference.kind() + " that " + reference.system() + " calls \"" + reference.id()
                                + "\"."));
            }
        }
        if (!errors.isEmpty()) {
            result.fail(row.row(), errors);
        } else if (waits) {
            result.defer(row.row());
        }
        return errors.isEmpty() && !waits;
    }

    private static @Nullable String cell(PendingReference reference, Read row) {
        String from = reference.rule().from();
        return from == null ? reference.id() : row.parsed().source().text(from);
    }

    /** A dry run makes nothing that a later row could find; it believes in what the file would make. */
    private boolean isInFile(Task task, PendingReference reference) {
        IdRule rule = task.plan().idRule();
        return rule != null && (rule.countsOccurrences()
                || !rows.present(task.job().id(), List.of(task.key().hash(reference.id()))).isEmpty());
    }

    private <T> void apply(ImportKind<T> kind, Task task, List<Read> ready, Map<PendingReference, UUID> found,
            ImportContext context, ChunkResult result) {
        RowRecords records = RowRecords.find(kind, ready.stream().map(Read::identity).toList(), externalIds);
        List<Read> taken = new ArrayList<>(ready.size());
        List<ImportRow<T>> values = new ArrayList<>(ready.size());
        for (Read row : ready) {
            List<Violation> violations = new ArrayList<>();
            UUID record = records.of(row.identity(), violations);
            T value = bind(kind, task, row, found, violations);
            if (record != null && task.job().mode() == Mode.INSERT) {
                violations.add(new Violation("", "already-exists", "The record exists, and the mode is insert."));
            }
            if (value == null || !violations.isEmpty()) {
                fail(task, row, violations, result);
            } else {
                taken.add(row);
                values.add(new ImportRow<>(row.row(), row.id(), record, value));
            }
        }
        if (!values.isEmpty()) {
            settle(kind, task, taken, kind.apply(values, context), result);
        }
    }

    private <T> @Nullable T bind(ImportKind<T> kind, Task task, Read row, Map<PendingReference, UUID> found,
            List<Violation> violations) {
        try {
            T value = StrictJson.bind(task.plan().mapper().tree(row.mapped(), found), kind.rowType());
            violations.addAll(validations.violations(value));
            return value;
        } catch (ProblemException refused) {
            violations.addAll(refused.violations());
            return null;
        }
    }

    private <T> void settle(ImportKind<T> kind, Task task, List<Read> taken, List<Outcome> outcomes, ChunkResult result) {
        if (outcomes.size() != taken.size()) {
            throw new IllegalStateException("The kind " + kind.kind() + " gave " + outcomes.size() + " outcomes for "
                    + taken.size() + " rows");
        }
        Map<ExternalId, UUID> names = new LinkedHashMap<>();
        for (int i = 0; i < taken.size(); i++) {
            Read row = taken.get(i);
            switch (outcomes.get(i)) {
                case Outcome.Failed failed -> fail(task, row, failed.violations(), result);
                case Outcome.Created created when row.id() != null -> {
                    names.put(row.id(), created.id());
                    result.count(created);
                }
                case Outcome other -> result.count(other);
            }
        }
        externalIds.put(kind.kind(), names);
    }

    private static void fail(Task task, Read row, List<Violation> violations, ChunkResult result) {
        result.fail(row.row(), violations.stream()
                .map(violation -> task.plan().mapper().error(violation, row.parsed().source())).toList());
    }

    /** Puts a failure of the row as a whole, met outside of the chunk, into the words of the file. */
    static List<RowError> errors(Task task, Stored stored, ProblemException refused) {
        List<String> cells = List.of(task.key().open(stored.data(), String[].class));
        RowParser.Parsed parsed = task.plan().parser().parse(cells);
        List<Violation> violations = refused.violations().isEmpty()
                ? List.of(new Violation("", refused.code(), refused.detail()))
                : refused.violations();
        return violations.stream().map(violation -> task.plan().mapper().error(violation, parsed.source())).toList();
    }
}
