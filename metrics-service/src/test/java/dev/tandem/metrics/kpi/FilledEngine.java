package dev.tandem.metrics.kpi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.contribution.Converter;
import dev.tandem.metrics.contribution.DealContributions;
import dev.tandem.metrics.state.AccountFact;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.metrics.state.SalesUserFact;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.testing.TestTokens;
import dev.tandem.platform.time.Precision;
import io.agroal.api.AgroalDataSource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Five deals of two sellers in the engine's tables, and how readers ask about them. */
abstract class FilledEngine {

    static final UUID BOSS = new UUID(1, 1);
    static final UUID SELLER = new UUID(1, 2);
    static final UUID OTHER = new UUID(1, 3);
    static final Instant IMPORTED = Instant.parse("2026-01-10T09:00:00Z");
    static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");
    static final String B2B = "/api/v1/metrics/kpis/B2B/";
    static final String B2C = "/api/v1/metrics/kpis/B2C/";
    private static final UUID PUMP = new UUID(2, 1);
    private static final UUID SERVICE = new UUID(2, 2);

    @Inject
    AgroalDataSource database;

    EngineRows engine;

    @BeforeEach
    void fillTheEngine() {
        engine = new EngineRows(database);
        engine.record("accounts/sales-user", BOSS, "{\"username\":\"sales-manager\"}");
        engine.record("accounts/sales-user", SELLER, "{\"username\":\"sales\",\"managerId\":\"" + BOSS + "\"}");
        engine.record("accounts/sales-user", OTHER, "{\"username\":\"sales2\"}");
        engine.record("accounts/product", PUMP, "{\"sku\":\"PUMP-1\"}");
        engine.record("accounts/product", SERVICE, "{\"sku\":\"CARE\"}");
        importDeal(1, SELLER, "software", "2016-12-01", "2017-01-10", "1000.00");
        importDeal(2, SELLER, "software", "2016-12-01", "2017-02-10", null);
        importDeal(3, OTHER, "retail", "2016-12-21", "2017-01-31", "500.01");
        importDeal(4, OTHER, null, "2017-02-01", "2017-04-02", "99.99");
        importDeal(5, SELLER, "retail", "2017-03-01", null, null);
        engine.readTo(500, NOW);
    }

    @AfterEach
    void leaveTheEngineAsItWas() {
        engine.close();
    }

    /** A closed deal with an amount is won, one without is lost. */
    static List<Contribution> deal(int number, UUID owner, String industry, String opened, String closed,
            String amount) {
        UUID id = new UUID(7, number);
        LocalDate closedOn = closed == null ? null : LocalDate.parse(closed);
        Money money = amount == null ? null : Money.of(amount, "USD");
        List<OpportunityFact.Line> lines = money == null ? null
                : List.of(new OpportunityFact.Line(1, PUMP, Money.of("3.00", "USD")),
                        new OpportunityFact.Line(2, SERVICE, Money.of("1.00", "USD")));
        OpportunityFact fact = new OpportunityFact(null, owner, "web", money, closed != null, money != null, null,
                LocalDate.parse(opened), Precision.DAY, false, null, closedOn, Precision.DAY, null, lines, "D-" + number,
                "IMPORT");
        return DealContributions.of(id, fact, new AccountFact(industry, "ID", null, null),
                new SalesUserFact(null, owner.equals(SELLER) ? BOSS : null, "East", null, null, null), ZoneOffset.UTC,
                Converter.NONE);
    }

    private void importDeal(int number, UUID owner, String industry, String opened, String closed, String amount) {
        engine.record("accounts/opportunity", new UUID(7, number), "{\"externalId\":\"D-" + number + "\"}");
        engine.apply(IMPORTED, true, List.of(), deal(number, owner, industry, opened, closed, amount));
    }

    static Response ask(String role, String path, Object... parameters) {
        var request = given().auth().oauth2(TestTokens.of(role));
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(String.valueOf(parameters[i]), parameters[i + 1]);
        }
        return request.get(path);
    }

    static JsonPath in2017(String role, String path, Object... parameters) {
        List<Object> all = new ArrayList<>(List.of("from", "2017-01-01", "to", "2018-01-01"));
        all.addAll(List.of(parameters));
        Response response = ask(role, path, all.toArray());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    static String refusal(Response response, int status) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        return response.jsonPath().getString("code");
    }
}
