package dev.tandem.metrics.exchangerate;

import static io.restassured.RestAssured.given;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.TestTokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Exchange rates as a client publishes and reads them. */
public final class RateRequests {

    static final String RATES = "/api/v1/metrics/exchange-rates";
    static final String RESTATEMENTS = RATES + "/restatements";

    private RateRequests() {
    }

    static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + TestTokens.of(role));
    }

    static String json(String base, String quote, String validFrom, String rate) {
        return "{\"base\":\"%s\",\"quote\":\"%s\",\"validFrom\":\"%s\",\"rate\":\"%s\"}".formatted(base, quote, validFrom,
                rate);
    }

    public static Response publish(String base, String quote, String validFrom, String rate) {
        return post("finance", json(base, quote, validFrom, rate));
    }

    static Response post(String role, String body) {
        return as(role).contentType("application/json").body(body).post(RATES);
    }

    public static Response restate(String base, String quote, String from, String to) {
        return as("finance").contentType("application/json").body("""
                {"base":"%s","quote":"%s","from":"%s","to":"%s","reason":"The bank corrected it."}"""
                .formatted(base, quote, from, to)).post(RESTATEMENTS);
    }

    /** No rate was ever known; only the owner of the tables can make that so. */
    public static void forgetAll() {
        try (Connection connection = OwnerConnection.open(); Statement statement = connection.createStatement()) {
            statement.execute("truncate exchange_rate, exchange_rate_restatement");
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
