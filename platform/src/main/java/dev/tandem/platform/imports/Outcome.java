package dev.tandem.platform.imports;

import java.util.List;
import java.util.UUID;

import dev.tandem.platform.problem.Violation;

/** What became of a row; the engine counts these and keeps the failed ones for download. */
public sealed interface Outcome {

    /** A new record; the engine stores the row's external id for it. */
    record Created(UUID id) implements Outcome {
    }

    /** The record was changed by this row. */
    record Updated(UUID id) implements Outcome {
    }

    /** The record has these values already: no version, audit, history or feed entry was made. */
    record Unchanged(UUID id) implements Outcome {
    }

    /** The row was refused and has left nothing; pointers are {@code /field}. */
    record Failed(List<Violation> violations) implements Outcome {
        public Failed {
            violations = List.copyOf(violations);
        }
    }

    static Outcome created(UUID id) {
        return new Created(id);
    }

    static Outcome updated(UUID id) {
        return new Updated(id);
    }

    static Outcome unchanged(UUID id) {
        return new Unchanged(id);
    }

    static Outcome failed(List<Violation> violations) {
        return new Failed(violations);
    }

    static Outcome failed(String pointer, String code, String message) {
        return new Failed(List.of(new Violation(pointer, code, message)));
    }
}
