package dev.tandem.accounts;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tandem.platform.listing.Search;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class SearchTest {

    @Inject
    DataSource database;

    @Inject
    SessionFactory sessions;

    /** A word that no other test uses. */
    private static String word() {
        return "w" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
    }

    private static List<String> found(String path, String q) {
        return as("admin").queryParam("q", q).get(B2B + path).then().statusCode(200).extract().path("items.id");
    }

    @Test
    void findsAnAccountByTheBeginningsOfItsWordsInAnyOrderAndSpelling() {
        String word = word();
        String id = create("accounts",
                "{\"name\":\"Müller & Söhne " + word + "\",\"legalName\":\"GmbH & Co. KG\",\"primaryDomain\":\""
                        + word + ".example\"}")
                .get("id");
        create("accounts", "{\"name\":\"Schmidt " + word() + "\"}");

        assertThat(found("accounts", word)).containsExactly(id);
        assertThat(found("accounts", word.substring(0, 9).toUpperCase(Locale.ROOT) + " muller")).containsExactly(id);
        assertThat(found("accounts", "KG, mülle! " + word)).containsExactly(id);
        assertThat(found("accounts", word + ".exam")).containsExactly(id);
        assertThat(found("accounts", word.substring(1))).isEmpty();
        assertThat(found("accounts", word + " schmidt")).isEmpty();
        as("admin").queryParam("q", word).get(B2B + "accounts/count").then().body("count", equalTo(1));
    }

    @Test
    void findsARecordByItsNameInAnotherSystem() {
        String name = "CRM:4711/" + word();
        String id = create("accounts", "{\"name\":\"Acme\",\"externalIds\":[{\"system\":\"crm\",\"id\":\"" + name + "\"}]}")
                .get("id");
        String deal = create("opportunities",
                "{\"name\":\"Deal\",\"externalIds\":[{\"system\":\"crm\",\"id\":\"" + name + "\"}]}")
                .get("id");

        assertThat(found("accounts", name)).containsExactly(id);
        assertThat(found("opportunities", " " + name + " ")).containsExactly(deal);
        as("admin").queryParam("externalId", "crm:" + name).get(B2B + "accounts").then().body("items.id", contains(id));
        as("admin").queryParam("externalId", "erp:" + name).get(B2B + "accounts").then().body("items", hasSize(0));
        as("admin").queryParam("externalId", "crm:" + name).get(B2B + "accounts/count").then().body("count", equalTo(1));
        as("admin").queryParam("externalId", "crm").get(B2B + "accounts").then().statusCode(400)
                .body("code", equalTo("invalid-parameter"));
    }

    @Test
    void findsADealByItsOwnNameOrByItsCompany() {
        String company = word();
        String account = create("accounts", "{\"name\":\"" + company + " Corporation\"}").get("id");
        String renewal = create("opportunities", "{\"name\":\"Renewal\",\"accountId\":\"" + account + "\"}").get("id");
        String pilot = create("opportunities", "{\"name\":\"Pilot\",\"accountId\":\"" + account + "\"}").get("id");
        String other = create("opportunities", "{\"name\":\"Partner of " + company + "\"}").get("id");

        assertThat(found("opportunities", company)).containsExactlyInAnyOrder(renewal, pilot, other);
        assertThat(found("opportunities", company + " renew")).containsExactly(renewal);
        assertThat(found("opportunities", "partner " + company + " corp")).isEmpty();
    }

    @Test
    void findsTeamsPeopleProductsAndPipelines() {
        String word = word();
        create("teams", "{\"code\":\"t-" + word + "\",\"name\":\"East one\"}");
        create("sales-users", "{\"username\":\"ani." + word + "\"}");
        create("products", "{\"sku\":\"GTX-" + word + "\",\"family\":\"Graphics\"}");
        create("pipelines", "{\"code\":\"p-" + word
                + "\",\"stages\":[{\"code\":\"OPEN\",\"probability\":50},{\"code\":\"WON\",\"isClosed\":true,\"isWon\":true,\"probability\":100}]}");

        assertThat(found("teams", "east " + word)).hasSize(1);
        assertThat(found("sales-users", word)).hasSize(1);
        assertThat(found("products", "gtx graph " + word)).hasSize(1);
        assertThat(found("pipelines", "p " + word)).hasSize(1);
    }

    @Test
    void joinsTheSearchWithFiltersOrderAndPages() {
        String word = word();
        for (String name : List.of("c", "a", "d", "b", "e")) {
            create("accounts", "{\"name\":\"" + name + " " + word + "\",\"tier\":\"" + (name.equals("d") ? "B" : "A") + "\"}");
        }
        List<String> names = new ArrayList<>();
        String cursor = null;
        do {
            var request = as("admin").queryParam("q", word).queryParam("tier", "A").queryParam("sort", "-name")
                    .queryParam("limit", 2);
            JsonPath page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(B2B + "accounts").then()
                    .statusCode(200).extract().jsonPath();
            names.addAll(page.getList("items.name"));
            cursor = page.get("nextCursor");
        } while (cursor != null);

        assertThat(names).containsExactly("e " + word, "c " + word, "b " + word, "a " + word);
    }

    @Test
    void findsOnlyWhatTheCallerMaySee() {
        String word = word();
        String seller = word();
        String sellerId = create("sales-users", "{\"username\":\"" + seller + "\"}").get("id");
        String own = create("accounts", "{\"name\":\"" + word + " own\",\"ownerId\":\"" + sellerId + "\"}").get("id");
        String sold = create("accounts", "{\"name\":\"" + word + " sold\"}").get("id");
        create("accounts", "{\"name\":\"" + word + " hidden\"}");
        String deal = create("opportunities",
                "{\"name\":\"Deal\",\"accountId\":\"" + sold + "\",\"ownerId\":\"" + sellerId + "\"}")
                .get("id");
        create("opportunities", "{\"name\":\"Deal of another\",\"accountId\":\"" + sold + "\"}");

        as(seller, "sales").queryParam("q", word).get(B2B + "accounts").then().body("items.id", containsInAnyOrder(own, sold));
        as(seller, "sales").queryParam("q", word).get(B2B + "accounts/count").then().body("count", equalTo(2));
        as(seller, "sales").queryParam("q", word).get(B2B + "opportunities").then().body("items.id", contains(deal));
    }

    @ParameterizedTest
    @ValueSource(strings = { "'", "\"", "&|!:*()<->", ":*", "a:*", "a & !b", "!!", "\\", "%", "_", "';drop table account;--",
            "' or 1=1 --",
            "\ud800", "🙂", "中文字", "ﷺ", "a\tb\nc", "🙂 a' \\b", "null", "{d}", "${x}", "?", ":p0" })
    void takesEveryTextForWhatItIs(String q) {
        for (String kind : List.of("accounts", "contacts", "opportunities", "products", "sales-users", "teams", "pipelines")) {
            as("admin").queryParam("q", q).queryParam("sort", "-createdAt").get(B2B + kind).then().statusCode(200);
            as("admin").queryParam("q", q).get(B2B + kind + "/count").then().statusCode(200);
        }
    }

    @Test
    void findsNothingByPunctuationAndAllByNothing() {
        create("teams", "{\"code\":\"" + word() + "\"}");

        as("admin").queryParam("q", "--- !").get(B2B + "teams/count").then().body("count", equalTo(0));
        int all = as("admin").get(B2B + "teams/count").then().extract().path("count");
        as("admin").queryParam("q", " ").get(B2B + "teams/count").then().body("count", equalTo(all));
    }

    @Test
    void refusesWhatNobodyWouldType() {
        as("admin").queryParam("q", "a".repeat(201)).get(B2B + "accounts").then().statusCode(400)
                .body("code", equalTo("out-of-range"));
        as("admin").queryParam("q", "a b c d e f g h i j k").get(B2B + "accounts").then().statusCode(400);
        as("admin").queryParam("q", "㌖".repeat(200)).get(B2B + "accounts/count").then().statusCode(200);
        as("admin").queryParam("q", "a\u0000b").get(B2B + "accounts").then().statusCode(400)
                .body("code", equalTo("invalid-parameter"));
        as("admin").queryParam("q", "a").queryParam("q", "b").get(B2B + "accounts").then().statusCode(400)
                .body("code", equalTo("repeated-parameter"));
        create("accounts", "{\"name\":\"" + "㌖".repeat(200) + "\"}");
    }

    /** What is stored and what is asked must be split alike, whatever people write. */
    @Test
    void splitsTextsAsTheDatabaseDoes() throws SQLException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (Connection connection = database.getConnection();
                var words = connection.prepareStatement("SELECT unnest(tsvector_to_array(words(?, ?)))")) {
            for (int i = 0; i < 2000; i++) {
                String text = text(random);
                words.setString(1, text);
                words.setNull(2, java.sql.Types.VARCHAR);
                List<String> stored = new ArrayList<>();
                try (ResultSet rows = words.executeQuery()) {
                    while (rows.next()) {
                        stored.add(rows.getString(1));
                    }
                }
                assertThat(stored).as("seed %s, text %s", seed, text).containsExactlyInAnyOrderElementsOf(Search.words(text));
            }
        }
    }

    /** Up to six words of letters, digits and signs that people have on a keyboard somewhere. */
    private static String text(Random random) {
        String signs = " .,-_/&'\"()@+#’·–—¡¿«»„“";
        int[][] letters = { { 'a', 'z' }, { 'A', 'Z' }, { '0', '9' }, { 0xC0, 0x17F }, { 0x391, 0x3C9 }, { 0x410, 0x44F },
                { 0x4E00, 0x4FFF }, { 0xAC00, 0xADFF }, { 0x3041, 0x3096 } };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(24); i > 0; i--) {
            if (random.nextInt(5) == 0) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            } else {
                int[] range = letters[random.nextInt(letters.length)];
                int c = range[0] + random.nextInt(range[1] - range[0] + 1);
                text.appendCodePoint(Character.isDefined(c) && c != 0x3A2 ? c : 'x');
            }
        }
        return text.toString();
    }

    @Test
    void usesTheIndexesHoweverManyRowsThereAre() throws SQLException {
        String word = word();
        Map<String, String> indexes = Map.of("accounts", "account_words_ix", "opportunities", "opportunity_words_ix",
                "products",
                "product_words_ix", "teams", "team_words_ix", "sales-users", "sales_user_words_ix");
        fill(word);
        try {
            indexes.forEach((kind, index) -> {
                long before = scans(index);
                assertThat(found(kind, word + "11998")).hasSize(1);
                // The database tells of its scans a little later, when the connection is used again.
                Eventually.within(Duration.ofSeconds(30), () -> {
                    as("admin").queryParam("q", word + "11999").get(B2B + kind + "/count").then().body("count", equalTo(1));
                    assertThat(scans(index)).as(index).isGreaterThan(before);
                });
            });
        } finally {
            forget();
        }
    }

    @Test
    void asksTheDatabaseAsOftenForManyRowsAsForOne() {
        String word = word();
        String one = word();
        create("accounts", "{\"name\":\"" + word + " " + one + "\"}");
        for (int i = 0; i < 20; i++) {
            create("accounts", "{\"name\":\"" + word + "\"}");
        }
        assertThat(statements(() -> assertThat(found("accounts", word)).hasSize(21)))
                .isEqualTo(statements(() -> assertThat(found("accounts", one)).hasSize(1))).isLessThan(3);
    }

    private long statements(Runnable work) {
        Statistics statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        statistics.clear();
        work.run();
        return statistics.getPrepareStatementCount();
    }

    /** Twelve thousand rows of each kind, as a big file would have brought them. */
    private static void fill(String word) throws SQLException {
        insert("account", "name, type, status", "'%s' || i || ' ' || md5(i::text), 'PROSPECT', 'ACTIVE'".formatted(word), "");
        insert("product", "sku, name, kind, status", "'%s' || i, md5(i::text), 'GOODS', 'ACTIVE'".formatted(word), "");
        insert("team", "code, name", "'%s' || i, md5(i::text)".formatted(word), "");
        insert("sales_user", "username, active", "'%s' || i, true".formatted(word), "");
        insert("opportunity",
                "name, type, pipeline_id, stage_id, stage_code, is_closed, is_won, probability, forecast_category, "
                        + "probability_overridden, opened_at, opened_on, opened_precision, opened_on_estimated, reopen_count",
                "'%s' || i, 'NEW_BUSINESS', s.pipeline_id, s.id, s.code, false, false, s.probability, s.forecast_category, false, "
                        .formatted(word) + "now(), current_date, 'DAY', false, 0",
                ", (select * from stage where not is_closed limit 1) s");
    }

    private static void insert(String table, String columns, String values, String from) throws SQLException {
        owner("insert into " + table + " (" + columns
                + ", id, version, source, created_at, created_by, updated_at, updated_by) select " + values
                + ", gen_random_uuid(), 1, 'IMPORT', now(), 'search-test', now(), 'search-test' from generate_series(1, 12000) i"
                + from);
        owner("analyze " + table);
    }

    /** The deals go, because they have no history as every true deal has; the others only out of sight, which is quicker. */
    private static void forget() throws SQLException {
        owner("delete from opportunity where created_by = 'search-test'");
        for (String table : List.of("account", "product", "team", "sales_user")) {
            owner("update " + table + " set deleted_at = now() where created_by = 'search-test'");
        }
    }

    private static void owner(String statement) throws SQLException {
        try (Connection connection = OwnerConnection.open(); Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private long scans(String index) {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement();
                ResultSet row = sql
                        .executeQuery("select idx_scan from pg_stat_user_indexes where indexrelname = '" + index + "'")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
