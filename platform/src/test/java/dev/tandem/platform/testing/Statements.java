package dev.tandem.platform.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the service asked its database for while some work was done, as the database itself counts it: whoever asked, through
 * Hibernate or not. Timers of the service may add a call or two, so the tests look for statements that repeat with the rows.
 */
public record Statements(Map<String, Long> calls) {

    private static final String COUNTS = """
            SELECT query, sum(calls) FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid
            WHERE r.rolname = '%s' AND s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            GROUP BY query""".formatted(PostgresTestResource.APPLICATION);

    /** Does the work and counts. */
    public static Statements of(Runnable work) {
        Map<String, Long> before = counts();
        work.run();
        Map<String, Long> calls = counts();
        calls.replaceAll((query, count) -> count - before.getOrDefault(query, 0L));
        calls.values().removeIf(count -> count == 0);
        return new Statements(calls);
    }

    /** How often the statement ran that ran most often: of work that asks once for each row as often as there are rows. */
    public long repeats() {
        return calls.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** The same among the statements that begin with this word. */
    public long repeats(String verb) {
        return calls.entrySet().stream()
                .filter(entry -> entry.getKey().stripLeading().regionMatches(true, 0, verb, 0, verb.length()))
                .mapToLong(Map.Entry::getValue).max().orElse(0);
    }

    /** All calls together. */
    public long total() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        try (Connection connection = OwnerConnection.open();
                Statement sql = connection.createStatement();
                var rows = sql.executeQuery(COUNTS)) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not count statements", e);
        }
    }

    @Override
    public String toString() {
        return calls.entrySet().stream().sorted(Map.Entry.<String, Long> comparingByValue().reversed())
                .map(entry -> entry.getValue() + " times " + entry.getKey().replaceAll("\\s+", " "))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
