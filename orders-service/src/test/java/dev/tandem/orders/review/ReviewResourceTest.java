package dev.tandem.orders.review;

import static dev.tandem.orders.Http.as;
import static dev.tandem.orders.Http.posting;
import static dev.tandem.orders.Shop.deliver;
import static dev.tandem.orders.Shop.moderate;
import static dev.tandem.orders.Shop.product;
import static dev.tandem.orders.Shop.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;

import dev.tandem.orders.Shop;
import dev.tandem.orders.Shop.Buyer;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ReviewResourceTest {

    private static final String REVIEWS = "/api/v1/b2c/reviews/";

    @Test
    void letsOnlyABuyerWhoHasReceivedItReview() {
        String product = product("5.00");
        Buyer shopper = Buyer.shopper();
        shopper.review(product, 5).then().statusCode(403).body("code", equalTo("review-not-eligible"));
        String order = shopper.checkout(shopper.cart(product, 1)).then().statusCode(201).extract().path("id");
        shopper.review(product, 5).then().statusCode(403).body("code", equalTo("review-not-eligible"));
        deliver(order);

        shopper.post("/reviews", "{\"productId\":\"" + product + "\",\"rating\":5,\"verifiedPurchase\":true}").then()
                .statusCode(400).body("code", equalTo("unknown-field"));
        shopper.post("/reviews", "{\"productId\":\"" + product + "\",\"rating\":6}").then().statusCode(422)
                .body("errors[0].pointer", equalTo("/rating"));
        String review = shopper.review(product, 5).then().statusCode(201).body("state", equalTo("PENDING"))
                .body("verifiedPurchase", equalTo(true)).body("orderId", equalTo(order)).body("lineNo", equalTo(1)).extract()
                .path("id");
        shopper.review(product, 4).then().statusCode(409).body("code", equalTo("review-exists"))
                .body("reviewId", equalTo(review));
        as("guest").get("/api/v1/b2c/products/" + product + "/rating-summary").then().body("count", equalTo(0))
                .body("average", nullValue());

        shopper.receives(product, 1);
        shopper.review(product, 4).then().statusCode(201);
    }

    @Test
    void letsNobodyReviewWhatHeWasGivenHisMoneyBackFor() {
        String product = product("5.00");
        Buyer shopper = Buyer.shopper();
        String order = shopper.receives(product, 1);
        posting("support", "{\"amount\":{\"amount\":\"5.00\",\"currency\":\"USD\"}}")
                .post("/api/v1/b2c/orders/" + order + "/refunds").then().statusCode(201);
        shopper.review(product, 1).then().statusCode(403).body("code", equalTo("review-not-eligible"));
    }

    @Test
    void takesOneReviewOfAPurchaseHoweverOftenItIsSent() throws Exception {
        String product = product("5.00");
        Buyer shopper = Buyer.shopper();
        shopper.receives(product, 1);
        List<Callable<Response>> posts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            posts.add(() -> shopper.review(product, 5));
        }
        List<Response> replies = together(posts);
        assertThat(replies).filteredOn(reply -> reply.statusCode() == 201).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.statusCode() != 201).hasSize(7)
                .allSatisfy(reply -> reply.then().statusCode(409).body("code", equalTo("review-exists")));
    }

    @Test
    void showsOthersOnlyWhatWasApproved() {
        String product = product("5.00");
        Buyer author = Buyer.shopper();
        Buyer other = Buyer.shopper();
        author.receives(product, 1);
        String review = author.review(product, 4).then().statusCode(201).extract().path("id");

        other.get("/reviews/" + review).then().statusCode(404);
        as("guest").get(REVIEWS + review).then().statusCode(404);
        as("guest").get("/api/v1/b2c/products/" + product + "/reviews").then().body("items", hasSize(0));
        author.get("/reviews/" + review).then().statusCode(200).body("customerId", notNullValue());
        author.get("/reviews").then().body("items.id", contains(review));
        other.get("/reviews").then().body("items", hasSize(0));
        as("marketing").queryParam("state", "PENDING").queryParam("productId", product).get(REVIEWS.replaceAll("/$", ""))
                .then().body("items.id", contains(review));

        moderate("support", review, 1, "APPROVED", null).then().statusCode(200).body("version", equalTo(2));

        as("guest").get("/api/v1/b2c/products/" + product + "/reviews").then().body("items.id", contains(review))
                .body("items[0].title", equalTo("So")).body("items[0].verifiedPurchase", equalTo(true))
                .body("items[0].customerId", nullValue()).body("items[0].orderId", nullValue());
        other.get("/reviews/" + review).then().statusCode(200).body("customerId", nullValue());
        other.patch("/reviews/" + review, 2, "{\"rating\":1}").then().statusCode(404);
        other.delete("/reviews/" + review, 2).then().statusCode(404);
        as("guest").get("/api/v1/b2c/products/" + product + "/reviews?rating=5").then().body("items", hasSize(0));
        as("guest").get("/api/v1/b2c/products/" + product + "/reviews?rating=4&verifiedPurchase=true").then()
                .body("items", hasSize(1));
        as("guest").get("/api/v1/b2c/products/" + UUID.randomUUID() + "/reviews").then().statusCode(404);
    }

    @Test
    void followsTheModeratorsAndTheAuthor() {
        String product = product("5.00");
        Buyer author = Buyer.shopper();
        author.receives(product, 1);
        String review = author.review(product, 5).then().statusCode(201).extract().path("id");
        moderate("shopper", review, 1, "APPROVED", null).then().statusCode(403);
        moderate("shop", review, 1, "REJECTED", null).then().statusCode(422).body("errors[0].pointer", equalTo("/reason"));
        posting("shop", "{\"state\":\"APPROVED\"}").post(REVIEWS + review + "/moderation").then().statusCode(428);
        moderate("shop", review, 1, "APPROVED", null).then().statusCode(200);
        assertRating(product, 1, 5, "5.0000");
        moderate("shop", review, 1, "HIDDEN", "Spam").then().statusCode(412);
        moderate("shop", review, 2, "REJECTED", "Spam").then().statusCode(409)
                .body("code", equalTo("illegal-review-state"));
        moderate("marketing", review, 2, "HIDDEN", "Spam").then().statusCode(200).body("reason", equalTo("Spam"));
        assertRating(product, 0, 0, null);
        moderate("admin", review, 3, "APPROVED", null).then().statusCode(200).body("reason", nullValue());

        author.patch("/reviews/" + review, 4, "{\"rating\":2}").then().statusCode(200).body("state", equalTo("PENDING"));
        assertRating(product, 0, 0, null);
        moderate("support", review, 5, "APPROVED", null).then().statusCode(200);
        assertRating(product, 1, 2, "2.0000");

        String tag = author.delete("/reviews/" + review, 6).then().statusCode(204).extract().header("ETag");
        assertRating(product, 0, 0, null);
        author.get("/reviews/" + review).then().statusCode(404);
        posting("support", "").header("If-Match", tag).post(REVIEWS + review + "/restore").then().statusCode(200);
        assertRating(product, 1, 2, "2.0000");
    }

    @Test
    void addsUpToARecountWhateverHappensAtOnce() throws Exception {
        String one = product("5.00");
        String two = product("5.00");
        List<String> reviews = new ArrayList<>();
        List<Buyer> authors = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Buyer author = Buyer.shopper();
            String product = i % 2 == 0 ? one : two;
            author.receives(product, 1);
            authors.add(author);
            reviews.add(author.review(product, i % 5 + 1).then().statusCode(201).extract().path("id"));
        }
        List<Callable<Response>> first = new ArrayList<>();
        for (String review : reviews) {
            first.add(() -> moderate("support", review, 1, "APPROVED", null));
        }
        assertThat(together(first)).allSatisfy(reply -> assertThat(reply.statusCode()).isEqualTo(200));
        assertEqualsRecount(one, 6);
        assertEqualsRecount(two, 6);

        List<Callable<Response>> second = new ArrayList<>();
        for (int i = 0; i < reviews.size(); i++) {
            String review = reviews.get(i);
            Buyer author = authors.get(i);
            second.add(i % 3 == 0 ? () -> moderate("shop", review, 2, "HIDDEN", "Spam")
                    : i % 3 == 1 ? () -> author.patch("/reviews/" + review, 2, "{\"rating\":3,\"title\":null}")
                            : () -> author.delete("/reviews/" + review, 2));
        }
        second.add(() -> moderate("support", reviews.get(0), 2, "HIDDEN", "Twice"));
        together(second);
        assertEqualsRecount(one, 0);
        assertEqualsRecount(two, 0);
        assertThat(Shop.number("SELECT count(*) FROM rating_summary s WHERE ratings <> (SELECT count(*) FROM review r WHERE"
                + " r.product_id = s.product_id AND state = 'APPROVED' AND deleted_at IS NULL)")).isZero();
    }

    @Test
    void findsReviewsByTheirWords() {
        String product = product("5.00");
        Buyer author = Buyer.shopper();
        author.receives(product, 1);
        String review = author.post("/reviews", "{\"productId\":\"" + product
                + "\",\"rating\":4,\"title\":\"Crème légère\",\"body\":\"Smells of lavender.\"}").then().statusCode(201)
                .extract().path("id");
        String published = "/api/v1/b2c/products/" + product + "/reviews";
        as("guest").queryParam("q", "lavender").get(published).then().statusCode(200).body("items", hasSize(0));
        moderate("support", review, 1, "APPROVED", null).then().statusCode(200);

        as("guest").queryParam("q", "creme LAVEN").get(published).then().body("items.id", contains(review));
        as("guest").queryParam("q", "creme rose").get(published).then().body("items", hasSize(0));
        as("support").queryParam("q", "legere").queryParam("productId", product).get("/api/v1/b2c/reviews/count").then()
                .body("count", equalTo(1));
    }

    @Test
    void pagesByStars() {
        String product = product("5.00");
        for (int stars : new int[] { 3, 5, 3, 1, 5 }) {
            Buyer author = Buyer.shopper();
            author.receives(product, 1);
            String review = author.review(product, stars).then().statusCode(201).extract().path("id");
            moderate("support", review, 1, "APPROVED", null).then().statusCode(200);
        }
        List<Integer> seen = new ArrayList<>();
        String cursor = null;
        do {
            Response page = cursor == null
                    ? as("guest").get("/api/v1/b2c/products/" + product + "/reviews?sort=-rating&limit=2")
                    : as("guest").get("/api/v1/b2c/products/" + product + "/reviews?sort=-rating&limit=2&cursor=" + cursor);
            page.then().statusCode(200);
            seen.addAll(page.jsonPath().getList("items.rating", Integer.class));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(seen).containsExactly(5, 5, 3, 3, 1);
    }

    @Test
    void tellsTheFeedStarsAndIdsAndNoWord() throws SQLException {
        String product = product("5.00");
        Buyer author = Buyer.shopper();
        String order = author.receives(product, 1);
        String review = author.post("/reviews", "{\"productId\":\"" + product
                + "\",\"rating\":4,\"title\":\"Kenari-title\",\"body\":\"Kenari-body\",\"locale\":\"id-ID\"}").then()
                .statusCode(201).extract().path("id");
        moderate("support", review, 1, "REJECTED", "Kenari-reason").then().statusCode(200);

        as("system").queryParam("limit", 1000).get("/feeds/review").then().statusCode(200)
                .body("findAll { it.subject == '" + review + "' }.data.state", contains("PENDING", "REJECTED"))
                .body("find { it.subject == '" + review + "' }.data.orderId", equalTo(order))
                .body("find { it.subject == '" + review + "' }.data.channel", equalTo("WEB"))
                .body("find { it.subject == '" + review + "' }.data.verified", equalTo(true))
                .body(not(containsString("Kenari")));
        assertThat(Shop.number("SELECT count(*) FROM audit WHERE before::text LIKE '%Kenari%' OR after::text LIKE '%Kenari%'"))
                .isZero();
        as("admin").queryParam("kind", "review").queryParam("recordId", review).get("/api/v1/b2c/audit-events").then()
                .body("items.action", contains("moderated", "posted")).body("items[0].after.body", equalTo("Kenari-body"));
    }

    private static void assertRating(String product, int count, int sum, String average) {
        as("guest").get("/api/v1/b2c/products/" + product + "/rating-summary").then().statusCode(200)
                .body("count", equalTo(count)).body("sum", equalTo(sum)).body("average", equalTo(average));
    }

    private static void assertEqualsRecount(String product, int expected) throws SQLException {
        UUID id = UUID.fromString(product);
        String from = " FROM review WHERE product_id = ? AND state = 'APPROVED' AND deleted_at IS NULL";
        assertThat(Shop.number("SELECT count(*)" + from, id)).isEqualTo(expected);
        Response summary = as("guest").get("/api/v1/b2c/products/" + product + "/rating-summary");
        summary.then().body("count", equalTo(expected))
                .body("sum", equalTo((int) Shop.number("SELECT coalesce(sum(rating), 0)" + from, id)));
        for (int stars = 1; stars <= 5; stars++) {
            assertThat(summary.jsonPath().getLong("distribution.'" + stars + "'"))
                    .isEqualTo(Shop.number("SELECT count(*)" + from + " AND rating = ?", id, stars));
        }
    }
}
