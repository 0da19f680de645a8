package dev.tandem.accounts.account;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.posting;

import java.util.List;
import java.util.stream.Collectors;

import io.restassured.response.ValidatableResponse;

/** What tests of merges ask for. */
final class Merging {

    private Merging() {
    }

    static String account(String name, String more) {
        return create("accounts", "{\"name\":\"" + name + "\"" + (more.isEmpty() ? "" : "," + more) + "}").get("id");
    }

    static String under(String parent) {
        return "\"parentAccountId\":\"" + parent + "\"";
    }

    static String deal(String account, String amount) {
        return create("opportunities", "{\"name\":\"Deal\",\"accountId\":\"" + account
                + "\",\"amount\":{\"amount\":\"" + amount + "\",\"currency\":\"USD\"}}").get("id");
    }

    static String contact(String name, String links) {
        return create("contacts", "{\"lastName\":\"" + name + "\",\"accounts\":[" + links + "]}").get("id");
    }

    static String link(String account, String more) {
        return "{\"accountId\":\"" + account + "\"" + more + "}";
    }

    static String ids(String... ids) {
        return "{\"ids\":[" + List.of(ids).stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")) + "]}";
    }

    static ValidatableResponse merging(String survivor, String... others) {
        return posting("admin", "accounts/" + survivor + "/merge", ids(others));
    }

    static ValidatableResponse reading(String path) {
        return as("admin").redirects().follow(false).get(B2B + path).then();
    }

    static ValidatableResponse audit(String id) {
        return as("admin").queryParam("recordId", id).get(B2B + "audit-events").then();
    }
}
