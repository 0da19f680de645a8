package dev.tandem.platform.imports;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;

import org.hibernate.StaleStateException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import dev.tandem.platform.problem.DatabaseProblems;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;

/**
 * Tells whose fault a failed transaction is. A row must not be reported as bad because the database was away for a
 * moment, and a file must not be tried for ever because one row cannot be stored.
 */
@ApplicationScoped
class RowFault {

    enum Cause {
        /** It would happen again. */
        ROW,
        /** Somebody else changed the same records; at once again. */
        CONCURRENCY,
        /** The database cannot work just now; later again. */
        DATABASE
    }

    private final DatabaseProblems problems;

    RowFault(DatabaseProblems problems) {
        this.problems = problems;
    }

    Cause of(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof ProblemException) {
                return Cause.ROW;
            }
            if (at instanceof OptimisticLockException || at instanceof StaleStateException) {
                return Cause.CONCURRENCY;
            }
            if (at instanceof SQLException sql) {
                return ofState(state(sql));
            }
        }
        return Cause.ROW;
    }

    private static Cause ofState(@Nullable String state) {
        if (state == null || state.length() < 2) {
            return Cause.DATABASE;
        }
        return switch (state.substring(0, 2)) {
            case "40" -> Cause.CONCURRENCY;
            case "08", "53", "55", "57", "58", "XX" -> Cause.DATABASE;
            default -> Cause.ROW;
        };
    }

    private static @Nullable String state(SQLException sql) {
        SQLException next = sql.getNextException();
        return sql instanceof BatchUpdateException && next != null ? next.getSQLState() : sql.getSQLState();
    }

    /** What to tell about the row; a fault that we have no words for is ours and named as such. */
    ProblemException problem(Throwable thrown) {
        return problems.translate(thrown).orElseGet(() -> new ProblemException(ProblemKind.FAULT, code(thrown),
                "The row could not be stored; our log says why.", List.of()).causedBy(thrown));
    }

    /** State and constraint of the database's refusal; its message holds the row's values, which no log may keep. */
    Optional<String> refusal(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                SQLException next = sql instanceof BatchUpdateException && sql.getNextException() != null
                        ? sql.getNextException()
                        : sql;
                ServerErrorMessage said = next instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
                return Optional.of(next.getSQLState() + " " + (said == null ? "" : said.getConstraint()));
            }
        }
        return Optional.empty();
    }

    private static String code(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && String.valueOf(state(sql)).startsWith("23")) {
                return "constraint-violated";
            }
        }
        return "internal-error";
    }
}
