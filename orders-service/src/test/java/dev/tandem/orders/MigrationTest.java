package dev.tandem.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.platform.testing.MigratedDatabase;

/** What a service of the first schema wrote is there after all migrations, is guarded as new rows are, and can be used. */
class MigrationTest {

    private static final List<String> FIRST = List.of("db/platform/V0_001__application_role.sql",
            "db/platform/V0_002__outbox.sql", "db/platform/V0_003__audit.sql", "db/platform/V0_004__external_id.sql",
            "db/platform/V0_005__idempotency_record.sql", "db/platform/V0_010__imports.sql",
            "db/migration/V1__create_customer_and_product.sql", "db/migration/V2__create_sales_order.sql");

    @TempDir
    Path folder;

    @Test
    void keepsWhatTheFirstSchemaHeld() throws Exception {
        try (MigratedDatabase database = new MigratedDatabase(folder)) {
            database.migrate(FIRST);
            database.fill("/migration/first-schema.sql");
            Map<String, List<String>> before = database.rows();
            assertThat(before).containsKeys("customer", "product", "sales_order", "order_line", "payment",
                    "payment_transaction", "outbox", "audit", "external_id", "import_row", "idempotency_record");

            database.migrate();

            assertThat(database.lost(before)).isEmpty();
            assertThat(database.ask("SELECT sku FROM product WHERE words(sku, name) @@ 'creme'::tsquery"))
                    .containsExactly("DAY-CREAM");
            guardsOldOrders(database);
            takesStockAndReviewsOfOldProducts(database);
        }
    }

    private static void guardsOldOrders(MigratedDatabase database) {
        refuses(database, "UPDATE order_line SET line_total_minor = line_total_minor + 1", "add up");
        refuses(database, "DELETE FROM order_line", "add up");
        refuses(database, "UPDATE sales_order SET total_minor = 1", "sales_order_total");
        refuses(database, """
                INSERT INTO payment_transaction (id, payment_id, transaction_no, type, state, amount_minor, amount_currency,
                    occurred_at, occurred_on, occurred_precision)
                SELECT gen_random_uuid(), id, 9, 'REFUND', 'PENDING', 1000000, 'USD', now(), current_date, 'INSTANT'
                FROM payment""", "refunds exceed captures");
        refuses(database, "UPDATE audit SET actor = 'nobody'", "permission denied");
    }

    private static void takesStockAndReviewsOfOldProducts(MigratedDatabase database) throws SQLException {
        database.run("""
                INSERT INTO stock_level SELECT id, 1, 5, 5, 'API', now(), 'tester', now(), 'tester' FROM product""");
        refuses(database, "UPDATE stock_level SET allocated = 6", "stock_level_never_oversold");
        database.run("""
                INSERT INTO review (id, version, product_id, customer_id, order_id, line_no, rating, state, occurred_at,
                    occurred_on, occurred_precision, source, created_at, created_by, updated_at, updated_by)
                SELECT gen_random_uuid(), 1, l.product_id, o.customer_id, o.id, l.line_no, 4, 'APPROVED', now(),
                    current_date, 'INSTANT', 'API', now(), 'tester', now(), 'tester'
                FROM order_line l JOIN sales_order o ON o.id = l.order_id WHERE l.product_id IS NOT NULL""");
        assertThat(database.ask("SELECT ratings || ' of ' || stars FROM rating_summary")).containsExactly("1 of 4");
    }

    private static void refuses(MigratedDatabase database, String statement, String words) {
        assertThatThrownBy(() -> database.run(statement)).isInstanceOf(SQLException.class).hasMessageContaining(words);
    }
}
