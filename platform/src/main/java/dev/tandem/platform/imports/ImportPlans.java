package dev.tandem.platform.imports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.tandem.platform.imports.format.FileFormat;
import dev.tandem.platform.imports.format.RowWriter;
import dev.tandem.platform.imports.mapping.FieldRule;
import dev.tandem.platform.imports.mapping.Mapping;
import dev.tandem.platform.imports.mapping.MappingReader;
import dev.tandem.platform.imports.mapping.OnMissing;
import dev.tandem.platform.imports.mapping.RowMapper;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.time.CompanyCalendar;

/** Makes plans, and refuses those that could not work before a single row is stored. */
@ApplicationScoped
class ImportPlans {

    private final ImportKinds kinds;
    private final CompanyCalendar calendar;

    ImportPlans(ImportKinds kinds, CompanyCalendar calendar) {
        this.kinds = kinds;
        this.calendar = calendar;
    }

    /** The plan of a stored job. */
    ImportPlan of(ImportJob job) {
        ImportKind<?> kind = kinds.find(job.kind())
                .orElseThrow(() -> ProblemException.notFound("importable kind", job.kind()));
        return plan(kind, job.mapping().isEmpty() ? null : parse(job.mapping()), job.format(), job.columns());
    }

    /** @throws ProblemException 422 with every column and field that does not fit */
    ImportPlan plan(ImportKind<?> kind, @Nullable Mapping mapping, FileFormat format, List<String> columns) {
        if (mapping == null && !format.isTable()) {
            return new ImportPlan(kind, RowMapper.ofDocuments(), format, columns, RowParser.of(format, columns, true),
                    RowIdentity.ofDocuments());
        }
        if (format.isTable()) {
            checkHeader(columns);
        }
        Mapping used = mapping != null ? mapping : ofColumns(kind, columns);
        checkKinds(kind, used);
        RowMapper mapper = RowMapper.of(used, kind.rowType(), kind.references(), calendar.zone());
        if (format.isTable()) {
            checkColumns(used, columns);
        }
        boolean hasMapping = mapping != null;
        return new ImportPlan(kind, mapper, format, columns,
                hasMapping ? RowParser.of(format, columns, used.columns() == null) : RowParser.ofFieldNames(format, columns),
                hasMapping ? RowIdentity.of(used.externalId()) : RowIdentity.ofColumns());
    }

    static Mapping parse(String definition) {
        try {
            return MappingReader.read(StrictJson.mapper().readTree(definition));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A stored mapping is JSON", impossible);
        }
    }

    private Mapping ofColumns(ImportKind<?> kind, List<String> columns) {
        Set<String> identity = RowIdentity.columns(kind.rowType(), columns);
        List<String> fields = columns.stream()
                .filter(column -> !column.equals(RowWriter.ERROR) && !identity.contains(column)).toList();
        List<Violation> unknown = new ArrayList<>();
        for (String column : fields) {
            if (!RowMapper.knows(kind.rowType(), column)) {
                unknown.add(new Violation("", "unknown-column", "The column \"" + column + "\" is no field of the kind "
                        + kind.kind() + "; name a mapping, or rename the column."));
            }
        }
        refuse(unknown);
        return Mapping.ofColumns(fields, !identity.contains(RowIdentity.ID));
    }

    private static void checkHeader(List<String> columns) {
        if (columns.isEmpty()) {
            throw ProblemException.invalid("empty-file", "", "The file has no header line.");
        }
        Set<String> seen = new HashSet<>();
        refuse(columns.stream().filter(column -> !column.isEmpty() && !seen.add(column)).distinct()
                .map(column -> new Violation("", "duplicate-column", "The file has two columns \"" + column + "\".")).toList());
    }

    private void checkKinds(ImportKind<?> kind, Mapping mapping) {
        List<Violation> violations = new ArrayList<>();
        if (mapping.kind() != null && !mapping.kind().equals(kind.kind())) {
            violations.add(new Violation("/kind", "wrong-kind", "The mapping is for the kind " + mapping.kind() + "."));
        }
        for (FieldRule rule : mapping.fields().values()) {
            FieldRule.Reference reference = rule.reference();
            if (reference != null && reference.onMissing() == OnMissing.CREATE && kinds.find(reference.kind()).isEmpty()) {
                violations.add(new Violation("/fields/" + MappingReader.escape(rule.path()) + "/onMissing",
                        "create-not-supported",
                        "Records of the kind " + reference.kind() + " cannot be made from a reference."));
            }
        }
        refuse(violations);
    }

    private static void checkColumns(Mapping mapping, List<String> columns) {
        List<Violation> violations = new ArrayList<>();
        if (mapping.externalId() != null) {
            missing(mapping.externalId().columns(), columns, "/externalId", mapping.externalId().from() != null, violations);
        }
        mapping.fields().values().forEach(rule -> missing(rule.columns(), columns,
                "/fields/" + MappingReader.escape(rule.path()), rule.from() != null, violations));
        refuse(violations);
    }

    private static void missing(List<String> wanted, List<String> columns, String at, boolean isFrom,
            List<Violation> violations) {
        for (String column : wanted) {
            if (!columns.contains(column)) {
                violations.add(new Violation(at + (isFrom ? "/from" : "/template"), "unknown-column",
                        "The file has no column \"" + column + "\"."));
            }
        }
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }
}
