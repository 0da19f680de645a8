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
        @Nullable
        IOException bad = first;
        while (bad instanceof JsonMappingException mapping && taken.size() < MOST && note(mapping, rest)) {
            List<Violation> unknown = new ArrayList<>();
            try {
                reading.of(rest, unknown);
                bad = null;
            } catch (IOException next) {
                bad = next;
            }
            noteUnknown(unknown);
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

    /** False where nothing is left that could be read again. */
    private boolean note(JsonMappingException bad, JsonNode rest) {
        JsonPointer at = JsonPointer.compile(JsonProblems.pointer(bad));
        if (!isConsequence(at.toString())) {
            ProblemException problem = JsonProblems.of(bad);
            found.addAll(problem.violations());
            malformed |= problem.kind() != ProblemKind.INVALID;
        }
        while (!at.matches() && taken.contains(at.toString())) {
            at = at.head();
        }
        return !at.matches() && taken.add(at.toString()) && takeOut(rest, at, filler(bad));
    }

    /** Whether something in it was taken out before, so that nobody knows whether it was wrong by itself. */
    private boolean isConsequence(String pointer) {
        return taken.stream().anyMatch(one -> one.equals(pointer) || one.startsWith(pointer + "/"));
    }

    private static boolean takeOut(JsonNode document, JsonPointer at, @Nullable JsonNode filler) {
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
