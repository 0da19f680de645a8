package dev.tandem.orders.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.tandem.orders.Api;
import dev.tandem.orders.Http;
import dev.tandem.platform.exports.ExportKind;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class LargeExportTest {

    private static final int MANY = 55_000;

    @Inject
    @Any
    Instance<ExportKind<?>> kinds;

    @Inject
    SessionFactory sessions;

    @AfterEach
    void takeAway() throws SQLException {
        sql("DELETE FROM customer WHERE created_by = 'bulk'");
    }

    @Test
    void writesEveryRecordOnceHoweverManyThereAre() throws SQLException, IOException, InterruptedException {
        sql("INSERT INTO customer (id, version, status, given_name, source, created_at, created_by, updated_at, updated_by)"
                + " SELECT gen_random_uuid(), 1, 'ACTIVE', 'Bulk ' || n, 'API', now(), 'bulk', now(), 'bulk'"
                + " FROM generate_series(1, " + MANY + ") AS n");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + Api.PREFIX
                + "/exports/customer")).header("Authorization", "Bearer " + TestTokens.of("admin")).build();
        Set<String> names = new HashSet<>();
        int rows = 0;
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(",Bulk ")) {
                    rows++;
                    names.add(line.split(",", -1)[3]);
                }
            }
        }

        assertThat(rows).isEqualTo(MANY);
        assertThat(names).hasSize(MANY);
    }

    @Test
    void asksTheDatabaseAsOftenForAHundredRecordsAsForTen() {
        String customer = Http.newCustomer();
        for (int i = 0; i < 100; i++) {
            Http.newOrder(customer, "1.00");
        }
        for (ExportKind<?> kind : kinds) {
            assertThat(statements(kind, 100)).as(kind.kind()).isEqualTo(statements(kind, 10)).isLessThan(6);
        }
    }

    private long statements(ExportKind<?> kind, int limit) {
        Statistics statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        statistics.clear();
        QuarkusTransaction.requiringNew().run(() -> kind.export(new UUID(0, 0), limit));
        return statistics.getPrepareStatementCount();
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = OwnerConnection.open()) {
            connection.createStatement().execute(statement);
        }
    }
}
