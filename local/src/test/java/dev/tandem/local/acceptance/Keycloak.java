package dev.tandem.local.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.tandem.local.home.Home;
import dev.tandem.local.process.Processes;

/** A Keycloak with the realm of {@code k8s/components/keycloak}, and people who sign in there as a browser would. */
final class Keycloak implements AutoCloseable {
    static final String PASSWORD = "correct horse";
    static final String CLIENT = "tandem-metrics";
    static final String SECRET = "a secret of metrics-service";

    private static final Path REALM = RunningSuite.CHECKOUT.resolve("k8s/components/keycloak/realm.yaml");
    private static final String BACK = "https://tandem.example.com/";
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port = FreePorts.six();
    private final Process process;
    private final Path log;

    Keycloak(Path folder) throws IOException {
        Path home = unpacked();
        Home.deleteTree(home.resolve("data"));
        Files.createDirectories(home.resolve("data/import"));
        JSON.writeValue(home.resolve("data/import/realm.json").toFile(), realm());
        log = folder.resolve("keycloak.log");
        ProcessBuilder builder = new ProcessBuilder("bash", home.resolve("bin/kc.sh").toString(), "start-dev",
                "--import-realm", "--http-host=127.0.0.1", "--http-port=" + port).directory(home.toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.start();
        RunningSuite.await(Duration.ofMinutes(5), this::answers);
    }

    private static Path unpacked() throws IOException {
        try (var folders = Files.list(Path.of("target/keycloak"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("bin/kc.sh"))).findFirst().orElseThrow()
                    .toAbsolutePath();
        }
    }

    /** The realm as it is shipped, with people in it and the client that docs/security.md tells metrics-service to have. */
    private static JsonNode realm() throws IOException {
        ObjectNode realm = (ObjectNode) new YAMLMapper().readTree(REALM.toFile()).at("/spec/realm");
        realm.withArray("/roles/realm").addObject().put("name", "system");
        for (String role : List.of("sales-manager", "analyst", "admin", "shopper", "nobody")) {
            ObjectNode user = realm.withArray("users").addObject().put("username", "kc-" + role).put("enabled", true)
                    .put("firstName", role).put("lastName", "Example").put("email", role + "@example.com")
                    .put("emailVerified", true);
            user.putArray("credentials").addObject().put("type", "password").put("value", PASSWORD);
            user.putArray("realmRoles").add("default-roles-tandem");
            if (!role.equals("nobody")) {
                user.withArray("realmRoles").add(role);
            }
        }
        ObjectNode client = realm.withArray("clients").addObject().put("clientId", CLIENT).put("secret", SECRET)
                .put("publicClient", false).put("standardFlowEnabled", false).put("serviceAccountsEnabled", true);
        client.set("protocolMappers", realm.at("/clients/0/protocolMappers").deepCopy());
        ObjectNode account = realm.withArray("users").addObject().put("username", "service-account-" + CLIENT)
                .put("enabled", true).put("serviceAccountClientId", CLIENT);
        account.putArray("realmRoles").add("system");
        return realm;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("Keycloak ended:\n" + said());
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(issuer())).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "its log cannot be read: " + e;
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + port + "/realms/tandem";
    }

    String tokenUrl() {
        return issuer() + "/protocol/openid-connect/token";
    }

    String keys() {
        return issuer() + "/protocol/openid-connect/certs";
    }

    /** Signs in with the code flow and PKCE, as the client of the front-end apps is set up, and has the token given. */
    String signIn(String username) throws IOException, InterruptedException {
        String verifier = (UUID.randomUUID() + "-" + UUID.randomUUID()).replace("-", "");
        try (HttpClient browser = HttpClient.newHttpClient()) {
            HttpResponse<String> page = browser.send(HttpRequest.newBuilder(URI.create(issuer()
                    + "/protocol/openid-connect/auth?client_id=tandem-web&response_type=code&scope=openid&state=s"
                    + "&code_challenge_method=S256&code_challenge=" + challenge(verifier) + "&redirect_uri=" + encoded(BACK)))
                    .build(), HttpResponse.BodyHandlers.ofString());
            Matcher form = FORM.matcher(page.body());
            if (!form.find()) {
                throw new AssertionError("no form to sign in with: " + page.statusCode() + " " + page.body());
            }
            // They are for TLS or this machine alone, which Java's cookie store does not tell apart as browsers do.
            String cookies = page.headers().allValues("Set-Cookie").stream().map(cookie -> cookie.replaceFirst(";.*", ""))
                    .collect(Collectors.joining("; "));
            HttpResponse<String> signedIn = post(browser, form.group(1).replace("&amp;", "&"), cookies,
                    "username=" + encoded(username) + "&password=" + encoded(PASSWORD));
            String back = signedIn.headers().firstValue("Location")
                    .orElseThrow(() -> new AssertionError("not signed in: " + signedIn.body()));
            HttpResponse<String> token = post(browser, tokenUrl(), "none=",
                    "grant_type=authorization_code&client_id=tandem-web&code_verifier=" + verifier + "&redirect_uri="
                            + encoded(BACK) + "&code=" + back.replaceFirst(".*[?&]code=([^&]*).*", "$1"));
            String given = JSON.readTree(token.body()).path("access_token").asText();
            if (given.isEmpty()) {
                throw new AssertionError("no token: " + token.body());
            }
            return given;
        }
    }

    private static HttpResponse<String> post(HttpClient browser, String url, String cookies, String form)
            throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookies)
                .POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
