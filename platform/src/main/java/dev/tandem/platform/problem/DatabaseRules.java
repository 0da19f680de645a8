package dev.tandem.platform.problem;

import java.util.Map;

/**
 * The words for the invariants that the database holds. A service has one bean that names each constraint a client can
 * run into; a constraint without words is a fault of ours and stays a 500.
 */
public interface DatabaseRules {

    /** What to say when the constraint refuses. */
    record Rule(ProblemKind kind, String code, String pointer, String message) {
    }

    /** Rules by constraint (or unique index) name. */
    Map<String, Rule> rules();
}
