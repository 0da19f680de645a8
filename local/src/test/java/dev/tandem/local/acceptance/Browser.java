package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;

/**
 * A real Chromium without a window. Each reader gets a profile of his own, and everything that a page must never do is
 * written down: an error in the console (a broken content policy is one) and a request that leaves the gateway.
 */
final class Browser implements AutoCloseable {
    static final int WIDE = 1280;
    static final int PHONE = 390;

    /** Milliseconds; a machine that also builds is slow. */
    private static final double PATIENCE = 20_000;

    private static final String MISSING = "The console's tests need Chromium: install it (Debian: apt-get install chromium) "
            + "or name the program in TANDEM_CHROMIUM.";
    /** Without them Chromium looks for its maker's hosts all the time. */
    private static final List<String> QUIET = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync");

    private final URI gateway;
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<BrowserContext> readers = new ArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Browser(URI gateway) {
        this.gateway = gateway;
        Path program = program();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        this.playwright = Playwright
                .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.chromium = playwright.chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(program).setArgs(QUIET));
    }

    /** In CI nothing may be left out; elsewhere these tests say what they lack and let the others run. */
    private static Path program() {
        String named = System.getenv("TANDEM_CHROMIUM");
        List<Path> places = named != null ? List.of(Path.of(named))
                : Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome").map(Path::of).toList();
        return places.stream().filter(Files::isExecutable).findFirst().orElseGet(() -> {
            System.out.println(MISSING);
            Assumptions.assumeFalse(System.getenv("CI") == null, MISSING);
            throw new AssertionFailedError(MISSING);
        });
    }

    /** A page of a new reader, who is nobody yet. */
    Page open(int width, String address) {
        return open(width, address, ColorScheme.LIGHT);
    }

    Page open(int width, String address, ColorScheme scheme) {
        BrowserContext reader = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, 900).setColorScheme(scheme).setLocale("en-GB"));
        reader.setDefaultTimeout(PATIENCE);
        readers.add(reader);
        Page page = reader.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add("console " + message.type() + ": " + message.text() + " at " + message.location());
            }
        });
        page.onPageError(error -> complaints.add("error in the page: " + error));
        page.onRequest(request -> {
            URI asked = URI.create(request.url());
            if (!"data".equals(asked.getScheme()) && !gateway.getAuthority().equals(asked.getAuthority())) {
                complaints.add("request to " + request.url());
            }
        });
        page.navigate(gateway.resolve("/") + address);
        return page;
    }

    Page signedIn(int width, String logIn, String address) {
        return signedIn(width, logIn, address, ColorScheme.LIGHT);
    }

    Page signedIn(int width, String logIn, String address, ColorScheme scheme) {
        Page page = open(width, address, scheme);
        signIn(page, logIn, "tandem");
        page.waitForSelector("header.bar");
        return page;
    }

    static void signIn(Page page, String logIn, String password) {
        page.getByLabel("Name").fill(logIn);
        page.getByLabel("Password").fill(password);
        page.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName("Sign in")).click();
    }

    /** The refusals that a test provokes: the browser reports each in its console, which is no fault of the page. */
    void expectRefusal(int status) {
        List<String> refusals = complaints.stream().filter(one -> one.contains("status of " + status)).toList();
        assertThat(refusals).as("replies with status %d", status).isNotEmpty();
        complaints.removeAll(refusals);
    }

    /** Ends all readers and tells what went wrong on the way. */
    void endReaders() {
        readers.forEach(BrowserContext::close);
        readers.clear();
        List<String> found = List.copyOf(complaints);
        complaints.clear();
        assertThat(found).as("what a page did that it must not").isEmpty();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
