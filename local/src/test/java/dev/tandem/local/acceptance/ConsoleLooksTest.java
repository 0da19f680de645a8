package dev.tandem.local.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

/**
 * Every kind of page at a desk and on a phone, and the most coloured ones by night. The pictures are left in
 * {@code target/screenshots} for
 * people to look at; what a program can tell is asserted.
 */
@ExtendWith(DemoSuite.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleLooksTest {
    private static final Path PICTURES = Path.of("target/screenshots");
    /** How another record is called until its name has come. */
    private static final Pattern UNRESOLVED = Pattern.compile("^…");
    private static final String RANGE = "from=2025-01-01&to=2026-07-01";

    private final RunningSuite suite;
    private Browser browser;

    ConsoleLooksTest(RunningSuite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void begin() {
        browser = new Browser(suite.ports().gatewayUri());
    }

    @AfterAll
    void end() {
        if (browser != null) {
            browser.close();
        }
    }

    private enum Look {
        DESK(Browser.WIDE, ColorScheme.LIGHT),
        DESK_AT_NIGHT(Browser.WIDE, ColorScheme.DARK),
        PHONE(Browser.PHONE, ColorScheme.LIGHT),
        PHONE_AT_NIGHT(Browser.PHONE, ColorScheme.DARK);

        final int width;
        final ColorScheme scheme;

        Look(int width, ColorScheme scheme) {
            this.width = width;
            this.scheme = scheme;
        }
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void fitsItsWidthOnEveryPage(Look look) {
        Page door = browser.open(look.width, "", look.scheme);
        take(door, look, "sign-in");
        Page page = browser.signedIn(look.width, "admin", "", look.scheme);
        Map<String, String> pages = pages();
        if (look.scheme == ColorScheme.DARK) {
            pages.keySet().retainAll(Set.of("b2b-figure", "b2c", "orders-one"));
        }
        pages.forEach((name, hash) -> {
            page.navigate(page.url().replaceFirst("#.*", "") + hash);
            assertThat(page.locator("main h1")).isVisible();
            take(page, look, name);
        });
        browser.endReaders();
    }

    private void take(Page page, Look look, String name) {
        assertThat(page.locator("[aria-busy=true]")).hasCount(0);
        assertThat(page.getByText("Loading…")).hasCount(0);
        assertThat(page.locator("main a").filter(new Locator.FilterOptions().setHasText(UNRESOLVED))).hasCount(0);
        page.mouse().move(0, 0);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(
                        PICTURES.resolve(name + "-" + look.width + (look.scheme == ColorScheme.DARK ? "-dark" : "") + ".png")));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as("%s at %d", name, look.width)
                .isLessThanOrEqualTo(look.width);
        assertThat((String) page.evaluate(UNNAMED)).as("what has no name on %s", name).isEmpty();
    }

    /** What can be used and has no words for those who do not see it. */
    private static final String UNNAMED = """
            [...document.querySelectorAll('a, button, input, select')]
              .filter(one => !(one.innerText || one.getAttribute('aria-label') || (one.labels && one.labels.length)))
              .map(one => one.outerHTML).join()""";

    private Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("b2b", "#/b2b?" + RANGE + "&grain=month");
        pages.put("b2b-figure", "#/b2b?" + RANGE + "&grain=quarter&kpi=opportunity_to_won&by=industry");
        pages.put("b2c", "#/b2c?" + RANGE + "&grain=month&cohort=2025-03&k=1");
        pages.put("b2c-figure", "#/b2c?" + RANGE + "&grain=month&kpi=revenue&period=2025-05");
        for (String kind : new String[] { "b2b/accounts", "b2b/opportunities", "b2c/orders", "b2c/reviews", "b2c/customers" }) {
            String id = kind.substring(4);
            pages.put(id, "#/" + id);
            suite.get("admin", "/api/v1/" + kind + "?limit=1").path("items")
                    .forEach(record -> pages.put(id + "-one", "#/" + id + "/" + record.path("id").asText()));
        }
        pages.put("nothing", "#/nonsense");
        return pages;
    }
}
