package dev.tandem.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.platform.testing.MigratedDatabase;

/** What the engine of the first schema had counted is there after all migrations, and readers read the same figures. */
class MigrationTest {

    private static final List<String> FIRST = List.of("db/platform/V0_001__application_role.sql",
            "db/platform/V0_002__outbox.sql", "db/platform/V0_003__audit.sql", "db/platform/V0_004__external_id.sql",
            "db/platform/V0_005__idempotency_record.sql", "db/platform/V0_010__imports.sql",
            "db/migration/V1__engine.sql");

    @TempDir
    Path folder;

    @Test
    void keepsWhatTheFirstSchemaHeld() throws Exception {
        try (MigratedDatabase database = new MigratedDatabase(folder)) {
            database.migrate(FIRST);
            database.fill("/migration/first-schema.sql");
            Map<String, List<String>> before = database.rows();
            assertThat(before).containsKeys("generation", "lane", "lane_cursor", "entity_state", "contribution",
                    "contribution_log", "rollup");
            List<String> figures = database.ask(figures("rollup"));
            List<String> facts = database.ask(facts("contribution_log"));

            database.migrate();

            assertThat(database.lost(before)).isEmpty();
            assertThat(database.ask(figures("visible_rollup"))).isEqualTo(figures).isNotEmpty();
            assertThat(database.ask(facts("visible_log"))).isEqualTo(facts).isNotEmpty();
            // Nothing of then is converted, and the generation says so: it is built anew where a currency is reported in.
            assertThat(database.ask("SELECT reporting || sum(covered) FROM contribution GROUP BY reporting"))
                    .containsExactly("0");
            assertThat(database.ask("SELECT '[' || reporting || ']' FROM generation")).containsOnly("[]");
            guardsOldRows(database);
        }
    }

    private static String figures(String from) {
        return "SELECT concat_ws(' ', metric, period_start, currency, bucket, sum(num), sum(den), sum(cnt)) FROM " + from
                + " GROUP BY metric, period_start, currency, bucket ORDER BY 1";
    }

    private static String facts(String from) {
        return "SELECT concat_ws(' ', metric, entity_id, day, num, den, cnt) FROM " + from + " ORDER BY 1";
    }

    private static void guardsOldRows(MigratedDatabase database) {
        refuses(database, "INSERT INTO contribution SELECT * FROM contribution LIMIT 1", "contribution_pkey");
        refuses(database, "INSERT INTO rollup SELECT * FROM rollup LIMIT 1", "rollup_pkey");
        refuses(database, "INSERT INTO generation SELECT * FROM generation WHERE state = 'ACTIVE'", "generation");
        refuses(database, "UPDATE lane_cursor SET position = 'x'", "lane_cursor_position_check");
    }

    private static void refuses(MigratedDatabase database, String statement, String words) {
        assertThatThrownBy(() -> database.run(statement)).isInstanceOf(SQLException.class).hasMessageContaining(words);
    }
}
