package dev.tandem.orders;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.posting;
import static io.restassured.RestAssured.given;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

/** A small shop: products with stock, and buyers who do what buyers do. */
public final class Shop {

    private Shop() {
    }

    /** A guest or a shopper, with the token that he was given. */
    public record Buyer(String role, String subject, String token) {

        public static Buyer guest() {
            return of("guest", UUID.randomUUID().toString());
        }

        public static Buyer shopper() {
            return of("shopper", UUID.randomUUID().toString());
        }

        private static Buyer of(String role, String subject) {
            return new Buyer(role, subject, TestTokens.token(subject, role + "-" + subject, role));
        }

        public Response get(String path) {
            return given().auth().oauth2(token).get(Api.PREFIX + path);
        }

        public Response post(String path, String json) {
            return post(path, UUID.randomUUID().toString(), json);
        }

        public Response post(String path, String key, String json) {
            return given().auth().oauth2(token).contentType(ContentType.JSON).header("Idempotency-Key", key).body(json)
                    .post(Api.PREFIX + path);
        }

        public Response postAt(String path, int version, String json) {
            return given().auth().oauth2(token).contentType(ContentType.JSON)
                    .header("Idempotency-Key", UUID.randomUUID().toString()).header("If-Match", "\"" + version + "\"")
                    .body(json)
                    .post(Api.PREFIX + path);
        }

        public Response patch(String path, int version, String json) {
            return given().auth().oauth2(token).contentType(Api.MERGE_PATCH).header("If-Match", "\"" + version + "\"")
                    .body(json).patch(Api.PREFIX + path);
        }

        public Response delete(String path, int version) {
            return given().auth().oauth2(token).header("If-Match", "\"" + version + "\"").delete(Api.PREFIX + path);
        }

        /** A cart with so many of a product. */
        public String cart(String product, int quantity) {
            return post("/carts", lines(product, quantity)).then().statusCode(201).extract().path("id");
        }

        public Response checkout(String cart) {
            return checkout(cart, UUID.randomUUID().toString(), "tok_visa");
        }

        public Response checkout(String cart, String key, String token) {
            return post("/carts/" + cart + "/checkout", key,
                    "{\"payment\":{\"method\":\"CARD\",\"token\":\"" + token + "\"},\"channel\":\"WEB\",\"country\":\"ID\"}");
        }

        /** Buys so many of a product and has them delivered; returns the order. */
        public String receives(String product, int quantity) {
            String order = checkout(cart(product, quantity)).then().statusCode(201).extract().path("id");
            deliver(order);
            return order;
        }

        public Response review(String product, int rating) {
            return post("/reviews", "{\"productId\":\"" + product + "\",\"rating\":" + rating + ",\"title\":\"So\"}");
        }
    }

    /** The lines of a cart with one product. */
    public static String lines(String product, int quantity) {
        return "{\"lines\":[{\"productId\":\"" + product + "\",\"quantity\":" + quantity + "}]}";
    }

    /** A product on sale that nobody counts. */
    public static String product(String price) {
        String sku = "SKU-" + UUID.randomUUID();
        return posting("shop", "{\"sku\":\"" + sku + "\",\"name\":\"Serum\",\"price\":{\"amount\":\"" + price
                + "\",\"currency\":\"USD\"}}").post(Api.PREFIX + "/products").then().statusCode(201).extract().path("id");
    }

    /** A product on sale of which there are so many. */
    public static String product(String price, int onHand) {
        String id = product(price);
        adjust(id, onHand, "RECEIVED").then().statusCode(201);
        return id;
    }

    public static Response adjust(String product, int change, String reason) {
        return posting("shop", "{\"productId\":\"" + product + "\",\"change\":" + change + ",\"reason\":\"" + reason + "\"}")
                .post(Api.PREFIX + "/stock-adjustments");
    }

    public static int available(String product) {
        return as("shop").get(Api.PREFIX + "/stock-levels/" + product).then().statusCode(200).extract().path("available");
    }

    public static Response move(String order, String status) {
        String tag = as("shop").get(Api.PREFIX + "/orders/" + order).getHeader("ETag");
        return posting("shop", "{\"status\":\"" + status + "\"}").header("If-Match", tag)
                .post(Api.PREFIX + "/orders/" + order + "/status");
    }

    /** The goods have arrived. */
    public static void deliver(String order) {
        move(order, "PROCESSING").then().statusCode(200);
        move(order, "COMPLETED").then().statusCode(200);
    }

    public static Response moderate(String role, String review, int version, String state, String reason) {
        String json = reason == null ? "{\"state\":\"" + state + "\"}"
                : "{\"state\":\"" + state + "\",\"reason\":\"" + reason + "\"}";
        return posting(role, json).header("If-Match", "\"" + version + "\"")
                .post(Api.PREFIX + "/reviews/" + review + "/moderation");
    }

    /** Does all of it at the same moment, as far as that is possible. */
    public static <T> List<T> together(List<Callable<T>> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            for (Callable<T> one : work) {
                results.add(threads.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            start.countDown();
            List<T> done = new ArrayList<>();
            for (Future<T> result : results) {
                done.add(result.get());
            }
            return done;
        }
    }

    /** One number from the database, as its owner sees it. */
    public static long number(String sql, Object... values) throws SQLException {
        try (Connection connection = OwnerConnection.open();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Changes rows as only time could. */
    public static int change(String sql, Object... values) throws SQLException {
        try (Connection connection = OwnerConnection.open();
                PreparedStatement change = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                change.setObject(i + 1, values[i]);
            }
            return change.executeUpdate();
        }
    }
}
