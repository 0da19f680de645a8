package dev.tandem.platform.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.ExternalIds.ExternalId;

/**
 * What a client wants a record to be: the fields of its kind, and its names in other systems, which every record has and no
 * kind needs to declare.
 */
record Wish<D extends Record>(D details, ExternalName.All names) {

    private static final String NAMES = "externalIds";

    /** Binds strictly; what is wrong with the fields and with the names comes in one refusal. */
    static <D extends Record> Wish<D> read(JsonNode json, Class<D> type) {
        if (json.isNull()) {
            throw ProblemException.badRequest("wrong-type", "", "The body is null; an object is expected.");
        }
        ObjectNode names = StrictJson.mapper().createObjectNode();
        JsonNode fields = json.deepCopy();
        if (fields instanceof ObjectNode object && object.has(NAMES)) {
            names.set(NAMES, object.remove(NAMES));
        }
        List<ProblemException> refused = new ArrayList<>();
        Optional<D> details = bound(fields, type, refused);
        Optional<ExternalName.All> all = bound(names, ExternalName.All.class, refused);
        if (!refused.isEmpty()) {
            throw together(refused);
        }
        return new Wish<>(details.orElseThrow(), all.orElseThrow());
    }

    /** The settable document that a merge patch is laid over. */
    static ObjectNode document(Record details, List<ExternalId> names) {
        ObjectNode document = StrictJson.mapper().valueToTree(details);
        document.set(NAMES, StrictJson.mapper().valueToTree(ExternalName.of(names)));
        return document;
    }

    /** One refusal for both parts: malformed if one of them is, since only then nothing can be said of its rules. */
    private static ProblemException together(List<ProblemException> refused) {
        if (refused.size() == 1) {
            return refused.getFirst();
        }
        List<Violation> all = refused.stream().flatMap(one -> one.violations().stream())
                .sorted(Comparator.comparing(Violation::pointer)).toList();
        return refused.stream().anyMatch(one -> one.kind() == ProblemKind.BAD_REQUEST) ? ProblemException.badRequest(all)
                : ProblemException.invalid(all);
    }

    private static <B> Optional<B> bound(JsonNode json, Class<B> type, List<ProblemException> refused) {
        try {
            return Optional.of(StrictJson.bind(json, type));
        } catch (ProblemException bad) {
            refused.add(bad);
            return Optional.empty();
        }
    }

    Wish<D> with(D other) {
        return new Wish<>(other, names);
    }

    List<ExternalId> externalIds() {
        return ExternalName.ids(names.externalIds());
    }
}
