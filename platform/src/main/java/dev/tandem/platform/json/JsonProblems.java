package dev.tandem.platform.json;

import java.util.List;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

import dev.tandem.platform.problem.ProblemException;

/** Says in our words what Jackson could not read; its own messages name classes and stay inside. */
public final class JsonProblems {

    private JsonProblems() {
    }

    /** The problem for something thrown while reading JSON. */
    public static ProblemException of(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof ProblemException problem) {
                return thrown instanceof JsonMappingException mapping ? problem.at(pointer(mapping)) : problem;
            }
        }
        return switch (thrown) {
            case UnrecognizedPropertyException unknown -> ProblemException.badRequest("unknown-field", pointer(unknown),
                    "There is no settable field \"" + unknown.getPropertyName() + "\".");
            case InvalidFormatException wrong -> wrongValue(wrong);
            case MismatchedInputException mismatch -> ProblemException.badRequest("wrong-type", pointer(mismatch),
                    "This has the wrong type; " + expected(mismatch.getTargetType()) + " is expected.");
            case JsonMappingException mapping when mapping.getCause() == null || !mapping.getPath().isEmpty() ->
                ProblemException.badRequest("wrong-type", pointer(mapping), "This value cannot be read.");
            default -> ProblemException.badRequest("malformed-json", "", "The body is not JSON.").causedBy(thrown);
        };
    }

    private static ProblemException wrongValue(InvalidFormatException wrong) {
        Class<?> type = wrong.getTargetType();
        if (type != null && type.isEnum()) {
            return ProblemException.badRequest("unknown-value", pointer(wrong),
                    "One of " + List.of(type.getEnumConstants()) + " is expected.");
        }
        return ProblemException.badRequest("wrong-type", pointer(wrong),
                "This cannot be read; " + expected(type) + " is expected.");
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "another type";
        }
        return switch (type.getSimpleName()) {
            case "String" -> "a string";
            case "UUID" -> "a UUID";
            case "Instant" -> "an RFC 3339 instant in UTC";
            case "LocalDate" -> "a date such as 2026-01-31";
            case "int", "long", "Integer", "Long" -> "a whole number";
            case "boolean", "Boolean" -> "true or false";
            case "List", "Set", "ArrayList" -> "an array";
            default -> type.isArray() ? "an array" : "an object of the documented shape";
        };
    }

    /** Where in the document. */
    static String pointer(JsonMappingException at) {
        JsonPointer pointer = JsonPointer.empty();
        for (JsonMappingException.Reference step : at.getPath()) {
            pointer = step.getFieldName() != null ? pointer.appendProperty(step.getFieldName())
                    : pointer.appendIndex(step.getIndex());
        }
        return pointer.toString();
    }
}
