package dev.tandem.orders;

import static io.restassured.RestAssured.given;

import java.util.UUID;

import dev.tandem.platform.testing.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Requests as clients make them. */
public final class Http {

    private Http() {
    }

    /** A request by a member of staff or another caller who is named like his role. */
    public static RequestSpecification as(String role) {
        return given().auth().oauth2(TestTokens.of(role));
    }

    /** A request by this shopper. */
    public static RequestSpecification shopper(String subject) {
        return given().auth().oauth2(TestTokens.token(subject, subject, "shopper"));
    }

    /** The same with a JSON body and a fresh idempotency key. */
    public static RequestSpecification posting(String role, String json) {
        return as(role).contentType(ContentType.JSON).header("Idempotency-Key", UUID.randomUUID().toString()).body(json);
    }

    /** A merge patch of this version. */
    public static RequestSpecification patching(String role, long version, String json) {
        return as(role).contentType(Api.MERGE_PATCH).header("If-Match", "\"" + version + "\"").body(json);
    }

    /** Creates a customer and returns its id. */
    public static String newCustomer() {
        return posting("shop", "{}").post(Api.PREFIX + "/customers").then().statusCode(201).extract().path("id");
    }

    /** Places an order of one line and returns its id. */
    public static String newOrder(String customerId, String amount) {
        String json = """
                {"customerId":"%s","channel":"WEB","country":"ID",
                 "lines":[{"description":"CDs","quantity":1,"lineTotal":{"amount":"%s","currency":"USD"}}]}"""
                .formatted(customerId, amount);
        return posting("shop", json).post(Api.PREFIX + "/orders").then().statusCode(201).extract().path("id");
    }

    /** Places an order and takes its money. */
    public static String newPaidOrder(String amount) {
        String id = newOrder(newCustomer(), amount);
        posting("shop", "{\"method\":\"CARD\",\"amount\":{\"amount\":\"" + amount + "\",\"currency\":\"USD\"}}")
                .post(Api.PREFIX + "/orders/" + id + "/payments").then().statusCode(201);
        return id;
    }

    /** The body of a refund. */
    public static String amount(String amount) {
        return "{\"amount\":{\"amount\":\"" + amount + "\",\"currency\":\"USD\"}}";
    }
}
