package dev.tandem.accounts.account;

import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.patching;
import static dev.tandem.accounts.Http.posting;
import static dev.tandem.accounts.Http.unique;
import static dev.tandem.accounts.account.Merging.account;
import static dev.tandem.accounts.account.Merging.audit;
import static dev.tandem.accounts.account.Merging.contact;
import static dev.tandem.accounts.account.Merging.deal;
import static dev.tandem.accounts.account.Merging.link;
import static dev.tandem.accounts.account.Merging.merging;
import static dev.tandem.accounts.account.Merging.reading;
import static dev.tandem.accounts.account.Merging.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.tandem.accounts.Files;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.Statements;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A merge is one transaction: what it meets, what becomes of it where it fails, and how large it may be. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class AccountMergeTransactionTest {

    @Inject
    DataSource database;

    @Test
    void oneOfTwoMergesThatMeetIsRefused() throws Exception {
        for (int round = 0; round < 5; round++) {
            String a = account("A", "");
            String b = account("B", "");

            List<Integer> statuses = together(List.of(() -> merging(a, b).extract().statusCode(),
                    () -> merging(b, a).extract().statusCode()));

            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void leavesNothingBehindThatIsWrittenWhileItMoves() throws Exception {
        for (int round = 0; round < 5; round++) {
            String a = account("A", "");
            String b = account("B", "");
            List<Callable<Integer>> writers = new ArrayList<>();
            writers.add(() -> merging(a, b).extract().statusCode());
            for (int i = 0; i < 4; i++) {
                writers.add(() -> posting("admin", "opportunities", "{\"name\":\"D\",\"accountId\":\"" + b + "\"}").extract()
                        .statusCode());
                writers.add(() -> posting("admin", "contacts", "{\"lastName\":\"C\",\"accounts\":[" + link(b, "") + "]}")
                        .extract().statusCode());
                writers.add(() -> posting("admin", "accounts", "{\"name\":\"C\"," + under(b) + "}").extract().statusCode());
            }

            List<Integer> statuses = together(writers);

            assertThat(statuses).isSubsetOf(200, 201, 409, 422);
            assertThat(statuses.getFirst()).isEqualTo(200);
            assertThat(rowsThatName(b)).isEmpty();
        }
    }

    /** Every column of the schema that refers to accounts, so that one that comes later is asked too. */
    private List<String> rowsThatName(String account) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            List<String> columns = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("""
                    SELECT c.conrelid::regclass || '.' || a.attname FROM pg_constraint c
                    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                    WHERE c.contype = 'f' AND c.confrelid = 'account'::regclass""")) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            assertThat(columns).contains("opportunity.account_id", "contact_account.account_id", "account.parent_account_id");
            for (String column : columns) {
                String table = column.substring(0, column.indexOf('.'));
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table + " WHERE " + column + " = '"
                        + account + "'")) {
                    rows.next();
                    if (rows.getInt(1) > 0) {
                        found.add(column);
                    }
                }
            }
        }
        return found;
    }

    @Test
    void undoesEverythingWhereItFailsInTheMiddle() throws Exception {
        String a = account("A", "");
        String b = account("B", "\"tier\":\"A\",\"externalIds\":[{\"system\":\"crm\",\"id\":\"" + unique("b") + "\"}]");
        String deal = deal(b, "8.00");
        String last = contact("Ani", link(b, ""));
        run("""
                CREATE FUNCTION fail_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$""");
        run("CREATE TRIGGER fail_for_test BEFORE UPDATE ON contact FOR EACH ROW WHEN (OLD.id = '" + last
                + "') EXECUTE FUNCTION fail_for_test()");
        try {
            merging(a, b).statusCode(409).body("code", equalTo("concurrent-change"));
        } finally {
            run("DROP FUNCTION fail_for_test() CASCADE");
        }

        reading("accounts/" + a).body("version", equalTo(1)).body("tier", nullValue());
        reading("accounts/" + b).statusCode(200).body("version", equalTo(1)).body("externalIds", hasSize(1));
        reading("opportunities/" + deal).body("accountId", equalTo(b)).body("version", equalTo(1));
        audit(deal).body("items", hasSize(1));
        merging(a, b).statusCode(200);
    }

    @Test
    void refusesMoreThanOneTransactionShouldMove() {
        String a = account("A", "");
        String b = account("B", "");
        String rows = IntStream.range(0, 1001).mapToObj(i -> "{\"name\":\"Deal " + i + "\",\"accountId\":\"" + b + "\"}")
                .collect(Collectors.joining("\n"));
        assertThat(Files.send("opportunity", null, "application/x-ndjson", rows.getBytes(StandardCharsets.UTF_8))
                .getInt("rows.created")).isEqualTo(1001);

        merging(a, b).statusCode(422).body("code", equalTo("merge-too-large")).body("errors[0].pointer", equalTo("/ids"));

        reading("accounts/" + b).statusCode(200);
    }

    /** Or every later change would be refused for the names. */
    @Test
    void refusesMoreNamesThanOneRecordMayHave() {
        String key = unique("id");
        String a = account("A", names(key, 0, 1));
        String b = account("B", names(key, 1, 20));
        String c = account("C", names(key, 20, 21));

        merging(a, b, c).statusCode(422).body("code", equalTo("merge-too-large"));

        merging(a, b).statusCode(200).body("account.externalIds", hasSize(20));
        patching("admin", "accounts", a, 2, "{\"tier\":\"B\"}").statusCode(200);
    }

    private static String names(String key, int from, int to) {
        return "\"externalIds\":[" + IntStream.range(from, to)
                .mapToObj(i -> "{\"system\":\"crm\",\"id\":\"" + key + "-" + i + "\"}").collect(Collectors.joining(",")) + "]";
    }

    @Test
    void asksNoMoreForManyRecordsThanForFew() {
        String a = account("A", "");
        String small = busy(2);
        String large = busy(40);

        Statements few = Statements.of(() -> merging(a, small).statusCode(200));
        Statements many = Statements.of(() -> merging(a, large).statusCode(200));

        assertThat(many.repeats("select")).as("%s", many).isLessThanOrEqualTo(few.repeats("select") + 3);
    }

    private static String busy(int records) {
        String account = account("Busy", "");
        for (int i = 0; i < records; i++) {
            deal(account, "1.00");
            contact("Ani", link(account, ""));
        }
        return account;
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = OwnerConnection.open(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Integer> together(List<Callable<Integer>> requests) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(requests.size())) {
            for (var one : threads.invokeAll(requests)) {
                statuses.add(one.get());
            }
        }
        return statuses;
    }
}
