package dev.tandem.platform.resource;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.StoredRecord;

/** An import whose rows have the same fields that a client may set; and so an export, which writes these fields. */
public abstract class DetailsImport<T extends StoredRecord, D extends Record> extends RecordImport<T, D, Boolean> {

    private final RecordService<T, D, ?> service;

    protected DetailsImport(RecordService<T, D, ?> service) {
        super(service, service.kind().settable());
        this.service = service;
    }

    /**
     * Makes records from the names alone by which a file refers to them.
     *
     * @param uniqueField a record that has the name there already is the one that is meant
     * @param namedField the one field that a record needs
     */
    protected Map<String, UUID> createFromNames(String system, String uniqueField, String namedField, Collection<String> names,
            ImportContext context) {
        Map<String, D> minimal = new LinkedHashMap<>();
        names.forEach(name -> minimal.put(name, StrictJson.bind(StrictJson.mapper().createObjectNode().put(namedField, name),
                service.kind().settable())));
        return createAll(system, uniqueField, minimal, context);
    }

    /** What a stored record becomes by a row: a field that the row does not have stays, a list is replaced whole. */
    protected D over(D stored, D row) {
        return Overlay.of(stored, row);
    }

    @Override
    protected T create(UUID id, D row, @Nullable ExternalId externalId, Boolean nothing, Stamp stamp) {
        return service.open(id, row, stamp);
    }

    @Override
    protected void update(T stored, D row, Boolean nothing, Stamp stamp) {
        service.revise(stored, over(service.kind().details().apply(stored), row), stamp);
    }

    @Override
    protected boolean isNews(T stored, D row, Boolean nothing) {
        D before = service.kind().details().apply(stored);
        return !over(before, row).equals(before);
    }

    @Override
    protected D row(T stored) {
        return service.kind().details().apply(stored);
    }

    @Override
    protected List<Reference> references(D row) {
        return service.references(row);
    }

    @Override
    protected List<Violation> rules(D row) {
        return service.rules(row);
    }

    /** The fields say everything; nothing more is read. */
    @Override
    protected Boolean prepare(List<D> rows, Collection<T> stored) {
        return Boolean.TRUE;
    }
}
