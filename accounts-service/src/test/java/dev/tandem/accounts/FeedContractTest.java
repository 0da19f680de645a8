package dev.tandem.accounts;

import static dev.tandem.accounts.Http.acting;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.ConsumedEvents;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What this service publishes is what metrics-service reads; its expectations lie in its module, as data. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class FeedContractTest {

    @Test
    void publishesWhatMetricsReads() {
        CrmFiles.sample().sendAll();
        String seller = seller();
        String account = create("accounts",
                "{\"name\":\"Acme\",\"industry\":\"retail\",\"billingAddress\":{\"country\":\"DE\"}}")
                .get("id");
        String product = create("products", "{\"sku\":\"" + unique("sku") + "\",\"kind\":\"SOFTWARE\"}").get("id");
        String money = "{\"amount\":\"8000.00\",\"currency\":\"EUR\"}";
        String deal = """
                {"name":"Acme","accountId":"%s","ownerId":"%s","leadSource":"referral","amount":%s,"expectedCloseOn":"2099-12-15",
                 "lines":[{"productId":"%s","quantity":2,"amount":%s}]}"""
                .formatted(account, seller, money, product, money);
        acting(create("opportunities", deal).get("id"), 1, "close", "{\"outcome\":\"WON\"}").statusCode(200);
        acting(create("opportunities", deal).get("id"), 1, "close", "{\"outcome\":\"LOST\",\"lostReason\":\"PRICE\"}")
                .statusCode(200);

        for (String kind : new String[] { "account", "sales-user", "team", "product", "pipeline", "opportunity" }) {
            Eventually.within(Duration.ofSeconds(20), () -> assertThat(
                    ConsumedEvents.broken(ConsumedEvents.ofMetrics("accounts", kind), ConsumedEvents.served(kind))).isEmpty());
        }
    }

    /** Somebody in a team who reports to somebody. */
    private static String seller() {
        String manager = create("sales-users", "{\"username\":\"" + unique("boss") + "\"}").get("id");
        String team = create("teams", """
                {"code":"%s","region":"East","managerId":"%s","externalIds":[{"system":"crm","id":"%s"}]}"""
                .formatted(unique("team"), manager, unique("team"))).get("id");
        return create("sales-users", """
                {"username":"%s","region":"East","managerId":"%s","teamId":"%s"}""".formatted(unique("ani"), manager, team))
                .get("id");
    }
}
