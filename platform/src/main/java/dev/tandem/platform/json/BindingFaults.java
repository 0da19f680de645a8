package dev.tandem.platform.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import dev.tandem.platform.problem.Violation;

/**
 * Everything that keeps a document from being read. Reading ends at the first value of a wrong type, so that value is taken
 * out and the rest is read again: whoever sends ten wrong values hears of ten.
 */
final class BindingFaults {

    /** A document that is wrong in more places is wrong as a whole. */
    private static final int MOST = 50;

    /** Reads a document and notes its unknown fields. */
    interface Reading {
        Object of(JsonNode document, List<Violation> unknown) throws IOException;
    }

    private final Reading reading;
    private final Set<Violation> found = new LinkedHashSet<>();
    private final Set<String> taken = new HashSet<>();
    private boolean malformed;

    BindingFaults(Reading reading) {
        this.reading = reading;
    }

    /** 400 where a value has a wrong type or an unknown name, else 422. */
    ProblemException of(JsonNode document, IOException first) {
        JsonNode rest = document.deepCopy();
        IOException bad = first;
        while (found.size() < MOST && note(bad) && takeOut(rest, (JsonMappingException) bad)) {
            List<Violation> unknown = new ArrayList<>();
            try {
                reading.of(rest, unknown);
                noteUnknown(unknown);
                break;
            } catch (IOException next) {
                noteUnknown(unknown);
                bad = next;
            }
        }
        if (found.isEmpty()) {
            return JsonProblems.of(first);
        }
        return malformed ? refusal(found) : ProblemException.invalid(sorted(found));
    }

    static ProblemException refusal(Collection<Violation> violations) {
        return ProblemException.badRequest(sorted(violations));
    }

    private static List<Violation> sorted(Collection<Violation> violations) {
        return violations.stream().sorted(Comparator.comparing(Violation::pointer)).toList();
    }

    private void noteUnknown(List<Violation> unknown) {
        found.addAll(unknown);
        malformed |= !unknown.isEmpty();
    }

    /** False for what says no more than that something was taken out. */
    private boolean note(IOException bad) {
        ProblemException problem = JsonProblems.of(bad);
        if (!(bad instanceof JsonMappingException mapping) || follows(JsonProblems.pointer(mapping))) {
            return false;
        }
        found.addAll(problem.violations());
        malformed |= problem.kind() != ProblemKind.INVALID;
        return true;
    }

    private boolean follows(String pointer) {
        return taken.stream().anyMatch(one -> one.equals(pointer) || one.startsWith(pointer + "/"));
    }

    private boolean takeOut(JsonNode document, JsonMappingException bad) {
        JsonPointer at = JsonPointer.compile(JsonProblems.pointer(bad));
        if (at.matches() || !taken.add(at.toString())) {
            return false;
        }
        JsonNode filler = filler(bad);
        JsonNode parent = document.at(at.head());
        if (parent instanceof ObjectNode object) {
            object.remove(at.last().getMatchingProperty());
            if (filler != null) {
                object.set(at.last().getMatchingProperty(), filler);
            }
            return true;
        }
        if (parent instanceof ArrayNode array && array.has(at.last().getMatchingIndex())) {
            array.set(at.last().getMatchingIndex(), filler);
            return true;
        }
        return false;
    }

    /** A primitive cannot be absent; any value will do, since the document is refused. */
    private static @Nullable JsonNode filler(JsonMappingException bad) {
        Class<?> type = bad instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        if (type == null || !type.isPrimitive()) {
            return null;
        }
        return type == boolean.class ? BooleanNode.FALSE : IntNode.valueOf(0);
    }
}
