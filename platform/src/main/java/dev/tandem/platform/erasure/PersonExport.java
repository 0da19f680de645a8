package dev.tandem.platform.erasure;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.tandem.platform.erasure.PersonalRecords.Kept;
import dev.tandem.platform.imports.ImportTraces;
import dev.tandem.platform.journal.AuditEntry;
import dev.tandem.platform.journal.AuditTrail;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.personal.PersonMarks;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Writes all that is kept about a person as one JSON document, part by part, each read in a short transaction. */
@ApplicationScoped
public class PersonExport {

    private static final int PART = 200;

    private interface Reader<T> {
        List<T> next(@Nullable UUID after);
    }

    private interface Writer {
        void write(List<Kept> part) throws IOException;
    }

    private final Instance<PersonalRecords> records;
    private final AuditTrail audit;
    private final ImportTraces imports;
    private final Clock clock;

    PersonExport(@Any Instance<PersonalRecords> records, AuditTrail audit, ImportTraces imports, Clock clock) {
        this.records = records;
        this.audit = audit;
        this.imports = imports;
        this.clock = clock;
    }

    /**
     * @param kind the kind of the person's own record
     * @param head what the document begins with: the record, and what belongs to it alone
     */
    public void write(PersonMarks marks, String kind, Map<String, ?> head, OutputStream out) throws IOException {
        try (JsonGenerator json = StrictJson.mapper().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("exportedAt", clock.instant().toString());
            for (Map.Entry<String, ?> part : head.entrySet()) {
                json.writePOJOField(part.getKey(), part.getValue());
            }
            for (PersonalRecords kept : records) {
                json.writeArrayFieldStart(kept.name());
                each(kept, marks, part -> {
                    for (Kept one : part) {
                        json.writePOJO(one.view());
                    }
                });
                json.writeEndArray();
            }
            json.writeArrayFieldStart("audit");
            writeAudit(json, kind, List.copyOf(marks.ids()));
            for (PersonalRecords kept : records) {
                each(kept, marks, part -> writeAudit(json, kept.kind(), part.stream().map(Kept::id).toList()));
            }
            json.writeEndArray();
            json.writePOJOField("failedImportRows", imports.find(marks));
            json.writeEndObject();
        }
    }

    private void writeAudit(JsonGenerator json, String kind, List<UUID> ids) throws IOException {
        Reader<AuditEntry> reader = after -> QuarkusTransaction.requiringNew().call(() -> audit.of(kind, ids, after, PART));
        for (List<AuditEntry> part = reader.next(null); !part.isEmpty(); part = reader.next(part.getLast().id())) {
            for (AuditEntry entry : part) {
                json.writePOJO(entry);
            }
        }
    }

    private static void each(PersonalRecords records, PersonMarks marks, Writer writer) throws IOException {
        for (UUID person : marks.ids()) {
            for (List<Kept> part = read(records, person, null); !part.isEmpty(); part = read(records, person, last(part))) {
                writer.write(part);
            }
        }
    }

    private static List<Kept> read(PersonalRecords records, UUID person, @Nullable UUID after) {
        return QuarkusTransaction.requiringNew().call(() -> records.about(person, after, PART));
    }

    private static UUID last(List<Kept> part) {
        return part.getLast().id();
    }
}
