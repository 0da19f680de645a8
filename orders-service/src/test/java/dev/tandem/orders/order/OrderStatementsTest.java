package dev.tandem.orders.order;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.newCustomer;
import static dev.tandem.orders.Http.newPaidOrder;
import static dev.tandem.orders.order.OrderFixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;

import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.imports.ImportRow;
import dev.tandem.platform.imports.Mode;
import dev.tandem.platform.imports.Outcome;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** How much the database is asked, and what it refuses on its own. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class OrderStatementsTest {

    @Inject
    OrderImport orders;
    @Inject
    EntityManagerFactory factory;

    @Test
    void importsManyOrdersWithAsManyStatementsAsAFew() {
        UUID customer = UUID.fromString(newCustomer());
        long few = statements(() -> imported(customer, 20));
        long many = statements(() -> imported(customer, 400));

        assertThat(many).isEqualTo(few).isLessThan(12);
    }

    @Test
    void listsManyOrdersWithAsManyStatementsAsAFew() {
        UUID customer = UUID.fromString(newCustomer());
        imported(customer, 60);
        long few = statements(() -> list(customer, 2));
        long many = statements(() -> list(customer, 50));

        assertThat(many).isEqualTo(few).isLessThan(6);
    }

    @Test
    void holdsTheSumOfAnOrderInTheDatabaseToo() {
        String id = newPaidOrder("100.00");
        refuses("UPDATE order_line SET line_total_minor = line_total_minor + 1 WHERE order_id = '" + id + "'", "add up");
        refuses("DELETE FROM order_line WHERE order_id = '" + id + "'", "add up");
        refuses("""
                INSERT INTO order_line (order_id, line_no, description, quantity, line_total_minor, line_total_currency)
                VALUES ('%s', 2, 'more', 1, 1, 'USD')""".formatted(id), "add up");
        refuses("UPDATE sales_order SET lines_minor = 1, total_minor = 1 WHERE id = '" + id + "'", "add up");
        refuses("""
                INSERT INTO sales_order SELECT gen_random_uuid(), version, null, customer_id, status, payment_status, channel,
                    country, occurred_at, occurred_on, occurred_precision, lines_minor, lines_currency, discount_minor,
                    discount_currency, tax_minor, tax_currency, shipping_minor, shipping_currency, total_minor,
                    total_currency, cancel_reason, source, created_at, created_by, updated_at, updated_by, deleted_at
                FROM sales_order WHERE id = '%s'""".formatted(id), "add up");
        refuses("UPDATE sales_order SET total_minor = 1 WHERE id = '" + id + "'", "sales_order_total");
    }

    @Test
    void holdsRefundsBelowCapturesInTheDatabaseToo() {
        String id = newPaidOrder("100.00");
        String refund = """
                INSERT INTO payment_transaction (id, payment_id, transaction_no, type, state, amount_minor, amount_currency,
                    occurred_at, occurred_on, occurred_precision)
                SELECT gen_random_uuid(), id, 9, 'REFUND', 'PENDING', %d, 'USD', now(), current_date, 'INSTANT'
                FROM payment WHERE order_id = '%s'""";
        refuses(refund.formatted(10_001, id), "refunds exceed captures");
        refuses("UPDATE payment_transaction SET state = 'FAILED' WHERE payment_id IN (SELECT id FROM payment WHERE order_id = '"
                + id + "'); " + refund.formatted(1, id), "refunds exceed captures");
    }

    private void list(UUID customer, int limit) {
        as("analyst").queryParam("customerId", customer).queryParam("limit", limit).get("/api/v1/b2c/orders").then()
                .statusCode(200);
    }

    private List<Outcome> imported(UUID customer, int count) {
        var context = new ImportContext(UUID.randomUUID(), false, Mode.UPSERT, Instant.now(), LocalDate.now(ZoneOffset.UTC),
                "tester");
        List<ImportRow<OrderRow>> rows = LongStream.rangeClosed(1, count).mapToObj(i -> new ImportRow<>(i, null, null,
                new OrderRow(null, customer, LocalDate.of(1997, 1, 1), null, null, null, null,
                        List.of(new OrderRow.Line(null, "CDs", 1, null, usd("1.00"))), null, null, null, null)))
                .toList();
        return QuarkusTransaction.requiringNew().call(() -> orders.apply(rows, context));
    }

    private long statements(Runnable work) {
        var statistics = factory.unwrap(SessionFactory.class).getStatistics();
        long before = statistics.getPrepareStatementCount();
        work.run();
        return statistics.getPrepareStatementCount() - before;
    }

    private static void refuses(String sql, String words) {
        assertThatThrownBy(() -> {
            try (Connection connection = OwnerConnection.open(); Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(sql);
                connection.commit();
            }
        }).isInstanceOf(SQLException.class).hasMessageContaining(words);
    }
}
