package dev.tandem.local.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The console as people meet it: in a real browser, by mouse and by keyboard, against the figures that the API serves. */
@ExtendWith(DemoSuite.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
    private static final String RANGE = "from=2025-01-01&to=2026-07-01";
    private static final String EXACT = "The rows sum to the figure exactly.";

    private final RunningSuite suite;
    private Browser browser;

    ConsoleTest(RunningSuite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void begin() {
        browser = new Browser(suite.ports().gatewayUri());
    }

    @AfterEach
    void didNothingForbidden() {
        browser.endReaders();
    }

    @AfterAll
    void end() {
        if (browser != null) {
            browser.close();
        }
    }

    private Kpi analyst() {
        return new Kpi(suite.as("analyst"));
    }

    @Test
    void refusesAWrongPasswordInOneSentence() {
        Page page = browser.open(Browser.WIDE, "");
        Browser.signIn(page, "analyst", "guess");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The name or the password is wrong.");
        browser.expectRefusal(401);
        Browser.signIn(page, "analyst", "tandem");
        assertThat(heading(page)).hasText("Business customers");
    }

    @Test
    void showsATileForEveryFigureThatIsComputed() {
        Page page = browser.signedIn(Browser.WIDE, "analyst", "#/b2b?" + RANGE);
        for (String model : List.of("B2B", "B2C")) {
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(model).setExact(true)).click();
            page.navigate(address(page, "#/" + model.toLowerCase(Locale.ROOT) + "?" + RANGE));
            List<String> known = new ArrayList<>();
            for (JsonNode kpi : suite.get("analyst", "/api/v1/metrics/kpis")) {
                if (model.equals(kpi.path("model").asText()) && kpi.path("available").asBoolean()) {
                    known.add(kpi.path("name").asText());
                    JsonNode figure = analyst().only(model + "/" + kpi.path("id").asText(), RANGE);
                    assertThat(tile(page, kpi.path("id").asText())).containsText(kpi.path("name").asText());
                    assertThat(tile(page, kpi.path("id").asText()).locator(".figure"))
                            .containsText(figure.path("value").isNull() ? "–" : grouped(figure.path("value").asText()));
                }
            }
            assertThat(page.locator(".tile h2")).hasText(known.toArray(String[]::new));
        }
    }

    @Test
    void saysWhereAFigureLiesInItsUsualRange() {
        Page page = browser.signedIn(Browser.WIDE, "analyst", "#/b2b?" + RANGE + "&grain=quarter&kpi=opportunity_to_won");
        Map<String, String> words = Map.of("BELOW", "below the usual", "IN", "as usual", "ABOVE", "above the usual", "ALARM",
                "alarm");
        String total = analyst().only("B2B/opportunity_to_won", RANGE).path("band").asText();
        assertThat(tile(page, "opportunity_to_won")).containsText(words.get(total) + " (18 to 30 %)");
        Locator rows = page.getByRole(AriaRole.TABLE, named("Opportunity to won by quarter")).locator("tbody tr");
        JsonNode quarters = analyst().series("B2B/opportunity_to_won", RANGE + "&grain=quarter").path("series");
        assertThat(rows).hasCount(quarters.size());
        for (int i = 0; i < quarters.size(); i++) {
            assertThat(rows.nth(i)).containsText(quarters.get(i).path("period").asText());
            assertThat(rows.nth(i)).containsText(words.get(quarters.get(i).path("band").asText()));
        }
    }

    @Test
    void explainsAFigureByRowsThatSumToItAndLeadToTheirRecords() {
        Page page = browser.signedIn(Browser.WIDE, "analyst", "#/b2b?" + RANGE + "&grain=quarter");
        tile(page, "win_rate").click();
        button(page, "All rows, and add them up").click();
        assertThat(page.locator(".explain [role=status]")).containsText(EXACT);
        JsonNode whole = analyst().only("B2B/win_rate", RANGE);
        assertThat(page.locator(".explain tfoot td").first()).hasText(grouped(whole.path("numerator").asText()));
        assertThat(page.locator(".explain tfoot td").last()).hasText(grouped(whole.path("denominator").asText()));
        page.getByRole(AriaRole.TABLE, named("Win rate by quarter")).getByRole(AriaRole.BUTTON, inside("2025-Q3")).click();
        assertThat(page.locator(".explain h3")).containsText("2025-Q3");
        assertThat(page.locator(".explain [role=status]")).containsText(EXACT);
        page.locator(".explain td.record a").first().click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Stages"))).isVisible();
        assertThat(page.locator("dl").first()).containsText("Closed2025-");
        page.goBack();
        assertThat(page.locator(".explain h3")).containsText("2025-Q3");
    }

    @Test
    void explainsACohortByItsCustomers() {
        Page page = browser.signedIn(Browser.WIDE, "marketing", "#/b2c?" + RANGE);
        Locator cell = page.locator("table.cohorts tbody tr").first().locator("button.cell").nth(1);
        String customers = cell.getAttribute("title");
        cell.click();
        assertThat(page.locator(".explain h3")).containsText(customers);
        assertThat(page.locator(".explain [role=status]")).containsText(EXACT);
        page.locator(".explain td.record a").first().click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Orders"))).isVisible();
    }

    @Test
    void asksEveryFigureAnewForAnotherRangeAndAFilter() {
        Page page = browser.signedIn(Browser.WIDE, "analyst", "#/b2b?" + RANGE + "&grain=month");
        Locator figure = tile(page, "win_rate").locator(".figure");
        String whole = grouped(analyst().value("B2B/win_rate", RANGE));
        assertThat(figure).containsText(whole);
        page.getByLabel("From").fill("2026-01-01");
        String later = "from=2026-01-01&to=2026-07-01";
        assertThat(figure).containsText(grouped(analyst().value("B2B/win_rate", later)));
        page.getByLabel("Filter").selectOption("industry");
        page.getByLabel("Only").selectOption("medical");
        String filtered = grouped(analyst().value("B2B/win_rate", later + "&filter%5Bindustry%5D=medical"));
        assertThat(figure).containsText(filtered);
        page.reload();
        assertThat(figure).containsText(filtered);
        page.goBack();
        page.goBack();
        assertThat(figure).containsText(whole);
        assertThat(page.getByLabel("From")).hasValue("2025-01-01");
        page.getByLabel("From").fill("2026-08-01");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The first day must lie before the last.");
    }

    @Test
    void findsRecordsOfEachKindAndShowsEachOnAPage() {
        Page page = browser.signedIn(Browser.WIDE, "admin", "#/accounts");
        for (String kind : List.of("b2b/accounts", "b2b/opportunities", "b2c/orders", "b2c/reviews", "b2c/customers")) {
            page.navigate(address(page, "#/" + kind.substring(4)));
            Locator names = page.locator("tbody th a");
            assertThat(names.nth(3)).isVisible();
            String name = names.nth(3).textContent();
            page.getByLabel("Search").fill(name);
            button(page, "Search").click();
            String asked = "/api/v1/" + kind + "?limit=25&q=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
            assertThat(names).hasCount(suite.get("admin", asked).path("items").size());
            names.first().click();
            assertThat(heading(page)).containsText(name);
            assertThat(page.getByRole(AriaRole.HEADING, named("About this record"))).isVisible();
            page.goBack();
            assertThat(page.getByLabel("Search")).hasValue(name);
        }
        page.getByLabel("Search").fill("nobody-is-called-so");
        button(page, "Search").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("fit.");
    }

    @Test
    void followsADealToItsAccountAndAnOrderToItsCustomer() {
        JsonNode deal = suite.get("analyst", "/api/v1/b2b/opportunities?limit=1&isWon=true").path("items").get(0);
        Page page = browser.signedIn(Browser.WIDE, "analyst", "#/opportunities/" + deal.path("id").asText());
        assertThat(heading(page)).hasText(deal.path("name").asText());
        assertThat(page.locator("dl").first()).containsText(grouped(deal.at("/amount/amount").asText()) + " USD");
        assertThat(page.getByRole(AriaRole.TABLE, named("Stages"))).containsText("Won");
        String account = suite.get("analyst", "/api/v1/b2b/accounts/" + deal.path("accountId").asText()).path("name").asText();
        page.locator("dl").first().getByRole(AriaRole.LINK, inside(account)).click();
        assertThat(heading(page)).hasText(account);
        assertThat(page.getByRole(AriaRole.TABLE, named("Opportunities"))).containsText(deal.path("name").asText());

        JsonNode order = suite.get("analyst", "/api/v1/b2c/orders?limit=1&sort=createdAt").path("items").get(0);
        page.navigate(address(page, "#/orders/" + order.path("id").asText()));
        assertThat(page.getByRole(AriaRole.TABLE, named("Payments"))).containsText("Capture");
        assertThat(page.getByRole(AriaRole.TABLE, named("Lines")))
                .containsText(grouped(order.at("/lines/0/lineTotal/amount").asText()));
        page.locator("dl").first().getByRole(AriaRole.LINK).first().click();
        assertThat(page.getByRole(AriaRole.TABLE, named("Orders")))
                .containsText(grouped(order.at("/total/amount").asText()));
    }

    @Test
    void showsWhatBelongsToTheRecordThatAMergedOneLivesOnIn() {
        String stays = made("accounts", "{\"name\":\"Aster Works\"}");
        String gone = made("accounts", "{\"name\":\"Aster Works Ltd\"}");
        made("contacts", "{\"lastName\":\"Aster\",\"accounts\":[{\"accountId\":\"" + gone + "\"}]}");
        suite.post("admin", "/api/v1/b2b/accounts/" + stays + "/merge", "{\"ids\":[\"" + gone + "\"]}");

        Page page = browser.signedIn(Browser.WIDE, "admin", "#/accounts/" + gone);

        assertThat(heading(page)).hasText("Aster Works");
        assertThat(page.getByRole(AriaRole.TABLE, named("Contacts"))).containsText("Aster");
    }

    private String made(String kind, String json) {
        return suite.post("admin", "/api/v1/b2b/" + kind, json).path("id").asText();
    }

    @Test
    void pagesAndSortsAListAndKeepsThePlace() {
        Page page = browser.signedIn(Browser.WIDE, "analyst", "#/opportunities");
        Locator names = page.locator("tbody th a");
        assertThat(names).hasCount(25);
        List<String> first = hrefs(names);
        page.getByRole(AriaRole.LINK, named("Next page")).click();
        assertThat(names.first()).not().hasAttribute("href", first.getFirst());
        List<String> second = hrefs(names);
        assertThat(second).hasSize(25).doesNotContainAnyElementsOf(first);
        page.reload();
        assertThat(names.first()).hasAttribute("href", second.getFirst());
        page.goBack();
        assertThat(names.first()).hasAttribute("href", first.getFirst());

        page.getByRole(AriaRole.LINK, named("Name")).click();
        assertThat(page.getByRole(AriaRole.COLUMNHEADER, named("Name"))).hasAttribute("aria-sort", "ascending");
        assertThat(names.first()).hasText(suite.get("analyst", "/api/v1/b2b/opportunities?limit=1&sort=name")
                .at("/items/0/name").asText());
        page.getByLabel("State").selectOption("Closed");
        assertThat(page).hasURL(Pattern.compile("isClosed=true"));
        assertThat(page.getByRole(AriaRole.TABLE)).not().containsText("Discovery");
    }

    @Test
    void leadsWhoeverComesWithoutASessionBackToWhereHeWanted() {
        String wanted = "#/accounts?q=summit";
        Page page = browser.open(Browser.WIDE, wanted);
        assertThat(page).hasTitle("Sign in – Tandem");
        Browser.signIn(page, "analyst", "tandem");
        assertThat(heading(page)).hasText("Accounts");
        assertThat(page.getByLabel("Search")).hasValue("summit");
        page.reload();
        assertThat(page.getByLabel("Search")).hasValue("summit");

        page.evaluate("sessionStorage.setItem('tandem.token', 'x.' + btoa(JSON.stringify({ sub: 'a', exp: 1 })) + '.x')");
        page.reload();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("Your session has ended. Sign in again.");
        page.evaluate("sessionStorage.setItem('tandem.token', 'x.' + btoa(JSON.stringify({ sub: 'a', exp: 9e9 })) + '.x')");
        page.reload();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("Your session has ended. Sign in again.");
        browser.expectRefusal(401);
        Browser.signIn(page, "analyst", "tandem");
        assertThat(page.getByLabel("Search")).hasValue("summit");

        button(page, "Sign out").click();
        assertThat(page).hasTitle("Sign in – Tandem");
        assertThat((String) page.evaluate("sessionStorage.getItem('tandem.token')")).isNull();
        assertThat((String) page.evaluate("location.hash")).isEmpty();
    }

    @Test
    void offersEachRoleWhatItMaySeeAndTellsWhatItMayNot() {
        Map<String, List<String>> menus = Map.of("sales", List.of("Dashboard", "Accounts", "Contacts", "Opportunities"),
                "shop", List.of("Dashboard", "Orders", "Reviews", "Customers"),
                "customer-success", List.of("Accounts", "Opportunities"),
                "shopper", List.of("Orders", "Reviews", "Customers"));
        menus.forEach((logIn, expected) -> {
            Page page = browser.signedIn(Browser.WIDE, logIn, "");
            assertThat(heading(page)).isVisible();
            assertThat(page.locator("nav.menu")).isVisible();
            assertThat(page.locator("nav.menu a").allTextContents()).as(logIn).containsSubsequence(expected);
            assertThat(page.locator("header nav a")).hasCount(1);
        });
        Page page = browser.signedIn(Browser.WIDE, "shop", "#/accounts");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("Your role does not allow this.");
        browser.expectRefusal(403);
        page.navigate(address(page, "#/orders/00000000-0000-7000-8000-000000000000"));
        String said = suite.as("shop").get("/api/v1/b2c/orders/00000000-0000-7000-8000-000000000000").json().path("detail")
                .asText();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText(said);
        browser.expectRefusal(404);
        page.navigate(address(page, "#/nonsense"));
        assertThat(heading(page)).hasText("Nothing here");
    }

    @Test
    void isUsableByKeyboardAlone() {
        Page page = browser.open(Browser.WIDE, "#/b2b?" + RANGE + "&grain=quarter");
        assertThat(page.getByLabel("Name")).isFocused();
        type(page, "analyst", "Tab", "tandem", "Enter");
        assertThat(tile(page, "win_rate").locator(".figure")).isVisible();
        page.keyboard().press("Tab");
        Locator skip = page.getByRole(AriaRole.LINK, named("Skip to the content"));
        assertThat(skip).isFocused();
        assertThat(skip).isInViewport();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();
        tabTo(page, tile(page, "win_rate"));
        assertThat((String) page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).isEqualTo("solid");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, named("Win rate").setLevel(2)).last()).isFocused();
        tabTo(page, page.locator(".explain td.record a").first());
        page.keyboard().press("Escape");
        assertThat(page.locator("section.detail")).hasCount(0);
        assertThat(tile(page, "win_rate")).isFocused();

        tabTo(page, page.getByRole(AriaRole.LINK, named("Accounts")), "Shift+Tab");
        page.keyboard().press("Enter");
        assertThat(heading(page)).isFocused();
        tabTo(page, page.getByLabel("Search"));
        type(page, "summit", "Enter");
        assertThat(page.locator("tbody th a").first()).containsText("Summit");
        tabTo(page, page.locator("tbody th a").first());
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, named("Subsidiaries"))).isVisible();
        assertThat(heading(page)).isFocused();
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static Locator tile(Page page, String kpi) {
        return page.locator("#tile-" + kpi);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions inside(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static List<String> hrefs(Locator links) {
        return links.all().stream().map(link -> link.getAttribute("href")).collect(Collectors.toList());
    }

    private static String address(Page page, String hash) {
        return page.url().replaceFirst("#.*", "") + hash;
    }

    /** A single name of a key is pressed, anything else is typed. */
    private static void type(Page page, String... words) {
        for (String word : words) {
            if (List.of("Tab", "Enter").contains(word)) {
                page.keyboard().press(word);
            } else {
                page.keyboard().type(word);
            }
        }
    }

    private static void tabTo(Page page, Locator wanted) {
        tabTo(page, wanted, "Tab");
    }

    private static void tabTo(Page page, Locator wanted, String key) {
        assertThat(wanted).isVisible();
        for (int i = 0; i < 80; i++) {
            if ((Boolean) wanted.evaluate("one => one === document.activeElement")) {
                return;
            }
            page.keyboard().press(key);
        }
        throw new AssertionError("the keyboard does not reach " + wanted);
    }

    /** The console groups digits and leaves them as they are. */
    private static String grouped(String value) {
        String[] parts = value.split("\\.");
        return parts[0].replaceAll("\\B(?=(\\d{3})+$)", ",") + (parts.length == 1 ? "" : "." + parts[1]);
    }
}
