package dev.tandem.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.platform.testing.MigratedDatabase;

/** What a service of the first schema wrote is there after all migrations, is found, and is guarded as new rows are. */
class MigrationTest {

    private static final List<String> FIRST = List.of("db/platform/V0_001__application_role.sql",
            "db/platform/V0_002__outbox.sql", "db/platform/V0_003__audit.sql", "db/platform/V0_004__external_id.sql",
            "db/platform/V0_005__idempotency_record.sql", "db/platform/V0_010__imports.sql",
            "db/migration/V1__create_team_and_sales_user.sql", "db/migration/V2__create_product.sql",
            "db/migration/V3__create_pipeline.sql", "db/migration/V4__create_account.sql",
            "db/migration/V5__create_opportunity.sql");

    @TempDir
    Path folder;

    @Test
    void keepsWhatTheFirstSchemaHeld() throws Exception {
        try (MigratedDatabase database = new MigratedDatabase(folder)) {
            database.migrate(FIRST);
            database.fill("/migration/first-schema.sql");
            Map<String, List<String>> before = database.rows();
            assertThat(before).containsKeys("account", "opportunity", "opportunity_line", "opportunity_stage_history",
                    "outbox", "audit", "external_id", "import_row", "idempotency_record");

            database.migrate();

            assertThat(database.lost(before)).isEmpty();
            findsOldRecordsByTheirWords(database);
            guardsOldRecords(database);
            deletesAnOldPersonsKey(database);
        }
    }

    private static void findsOldRecordsByTheirWords(MigratedDatabase database) throws SQLException {
        assertThat(database.ask("""
                SELECT name FROM account WHERE words(name, legal_name, primary_domain) @@ 'ubersee'::tsquery
                    AND deleted_at IS NULL ORDER BY name""")).containsExactly("Übersee Holding", "Übersee Nord");
        assertThat(database.ask("SELECT name FROM opportunity WHERE words(name) @@ 'pilot'::tsquery AND deleted_at IS NULL"))
                .contains("Pilot at Übersee");
        assertThat(database.ask("""
                SELECT o.name FROM external_id e JOIN opportunity o ON o.id = e.record_id
                WHERE e.kind = 'opportunity' AND e.system = 'demo' AND NOT e.concealed""")).isNotEmpty();
    }

    private static void guardsOldRecords(MigratedDatabase database) {
        refuses(database, "UPDATE opportunity SET is_won = NOT is_won", "opportunity");
        refuses(database, "UPDATE opportunity_line SET quantity = 0", "opportunity_line_quantity_positive");
        refuses(database, "DELETE FROM opportunity_stage_history", "append-only");
        refuses(database, "UPDATE audit SET actor = 'nobody'", "permission denied");
        refuses(database, """
                UPDATE account SET parent_account_id = (SELECT id FROM account WHERE name = 'Übersee Nord')
                WHERE name = 'Übersee Holding'""", "its own ancestor");
        refuses(database, """
                UPDATE account SET primary_domain = 'same.example' WHERE name LIKE 'Übersee%'""", "account_primary_domain_uq");
    }

    private static void deletesAnOldPersonsKey(MigratedDatabase database) throws SQLException {
        refuses(database, "UPDATE subject_key SET key = NULL", "subject_key_or_erased");
        database.run("UPDATE subject_key SET key = NULL, erased_at = now()");
    }

    private static void refuses(MigratedDatabase database, String statement, String words) {
        assertThatThrownBy(() -> database.run(statement)).isInstanceOf(SQLException.class).hasMessageContaining(words);
    }
}
