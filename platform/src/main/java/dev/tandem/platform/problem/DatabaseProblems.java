package dev.tandem.platform.problem;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.OptimisticLockException;

import org.hibernate.StaleStateException;
import org.postgresql.util.PSQLException;

/** Turns what PostgreSQL or Hibernate refused into a problem that a client can act on. */
@ApplicationScoped
public class DatabaseProblems {

    private final Instance<DatabaseRules> rules;

    DatabaseProblems(@Any Instance<DatabaseRules> rules) {
        this.rules = rules;
    }

    /** The problem behind {@code thrown}, or empty where it is no refusal that a client could have caused. */
    public Optional<ProblemException> translate(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof ProblemException problem) {
                return Optional.of(problem);
            }
            if (at instanceof OptimisticLockException || at instanceof StaleStateException) {
                return Optional.of(new ProblemException(ProblemKind.PRECONDITION_FAILED, "version-mismatch",
                        "Somebody else changed the record at the same time; read it again.", List.of()).causedBy(thrown));
            }
            if (at instanceof SQLException sql) {
                return ofSql(sql, thrown);
            }
        }
        return Optional.empty();
    }

    private Optional<ProblemException> ofSql(SQLException sql, Throwable thrown) {
        SQLException state = sql instanceof BatchUpdateException && sql.getNextException() != null ? sql.getNextException()
                : sql;
        String code = state.getSQLState() == null ? "" : state.getSQLState();
        if (code.equals("40001") || code.equals("40P01")) {
            return Optional.of(ProblemException.conflict("concurrent-change",
                    "Another request changed the same records at the same time; try again.")
                    .withHeader("Retry-After", "1").causedBy(thrown));
        }
        if (code.startsWith("23") && state instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
            String constraint = refused.getServerErrorMessage().getConstraint();
            return rules.stream().map(DatabaseRules::rules).map(known -> known.get(constraint == null ? "" : constraint))
                    .filter(java.util.Objects::nonNull).findFirst()
                    .map(rule -> new ProblemException(rule.kind(), rule.code(), rule.message(),
                            List.of(new Violation(rule.pointer(), rule.code(), rule.message()))).causedBy(thrown));
        }
        return Optional.empty();
    }
}
