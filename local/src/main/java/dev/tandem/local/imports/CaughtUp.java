package dev.tandem.local.imports;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Ports;
import dev.tandem.local.home.Terminal;
import dev.tandem.local.process.Processes;

/**
 * Waits until the figures contain everything that was written before the call: it asks each service how far its feeds
 * reach and then asks for a figure that has at least seen that.
 */
public final class CaughtUp {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int POSITION_BYTES = 20;

    private final ApiClient analyst;
    private final Supplier<String> systemToken;
    private final Terminal terminal;
    private final Clock clock;

    /** One source with the kinds that its figures are made of and one such figure. */
    private record Source(String name, int port, List<String> kinds, String figure) {
    }

    /** How far a feed is served: everything below {@code head}, and everything that was written before {@code through}. */
    private record Reach(String head, Instant through) {
    }

    public CaughtUp(ApiClient analyst, Supplier<String> systemToken, Terminal terminal, Clock clock) {
        this.analyst = analyst;
        this.systemToken = systemToken;
        this.terminal = terminal;
        this.clock = clock;
    }

    public void await(Ports ports) {
        long begin = System.nanoTime();
        Instant written = clock.instant();
        for (Source source : List.of(
                new Source("accounts", ports.accounts(),
                        List.of("account", "sales-user", "team", "product", "pipeline", "opportunity"), "B2B/win_rate"),
                new Source("orders", ports.orders(), List.of("customer", "product", "order", "review"),
                        "B2C/orders"))) {
            awaitSource(source, written, begin);
        }
        terminal.say("The figures have caught up (%.1f s)", (System.nanoTime() - begin) / 1e9);
    }

    private void awaitSource(Source source, Instant written, long begin) {
        String position = URLEncoder.encode(source.name() + ":" + transactionBefore(headPast(source, written, begin)),
                StandardCharsets.UTF_8);
        String path = "/api/v1/metrics/kpis/" + source.figure() + "?from=2000-01-01&to=2000-01-02&minPosition="
                + position;
        boolean told = false;
        while (true) {
            ApiClient.Reply reply = analyst.send("GET", path, null, java.util.Map.of(), Duration.ofSeconds(60));
            if (reply.isSuccess()) {
                return;
            }
            // 503 is the documented answer of a figure that is not that far yet.
            if (reply.status() != 503) {
                throw Failure.of("cannot ask how far the figures are: " + reply.reason());
            }
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw Failure.of("the figures have not caught up with " + source.name() + " after "
                        + PATIENCE.toMinutes() + " minutes; see ./tandem logs metrics.");
            }
            if (!told) {
                terminal.say("Waiting for the figures to catch up with %s …", source.name());
                told = true;
            }
        }
    }

    /**
     * The horizon (epoch, xid, 0) says that everything below xid can be read; the last transaction that is complete is
     * the one before it.
     */
    static String transactionBefore(String head) {
        byte[] bytes = Base64.getUrlDecoder().decode(head);
        if (bytes.length != POSITION_BYTES) {
            throw Failure.of("a feed's head is not a position: " + head);
        }
        ByteBuffer position = ByteBuffer.wrap(bytes);
        ByteBuffer transaction = ByteBuffer.allocate(Integer.BYTES + Long.BYTES);
        transaction.putInt(position.getInt()).putLong(position.getLong() - 1);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(transaction.array());
    }

    /**
     * A head below which all lies that was written before. While any transaction is open on the database server, of
     * whatever service, a feed's head stays behind it, however much was committed since; so the head alone tells nothing.
     */
    private String headPast(Source source, Instant written, long begin) {
        Reach reach = new Reach("", Instant.MIN);
        for (String kind : source.kinds()) {
            reach = reach(source, kind, reach.head(), Duration.ZERO);
            while (reach.through().isBefore(written)) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw Failure.of("the feed of " + source.name() + " does not get past what was written, because a "
                            + "transaction is open for " + PATIENCE.toMinutes() + " minutes; see ./tandem logs postgres.");
                }
                reach = reach(source, kind, reach.head(), BETWEEN_LOOKS);
            }
        }
        return reach.head();
    }

    /** @param atMost how long the feed waits for news, so that asking again is no busy loop */
    private Reach reach(Source source, String kind, String after, Duration atMost) {
        URI uri = URI.create("http://127.0.0.1:" + source.port() + "/feeds/" + kind + "?limit=1&timeout="
                + atMost.toSeconds() + (after.isEmpty() ? "" : "&after=" + after));
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + systemToken.get()).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw Failure.of("the feed of " + source.name() + " answers " + response.statusCode() + ".");
            }
            return new Reach(header(source, response, "Feed-Head"),
                    Instant.parse(header(source, response, "Feed-Complete-Through")));
        } catch (IOException e) {
            throw Failure.of("no reply from " + uri + " (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    private static String header(Source source, HttpResponse<?> response, String name) {
        return response.headers().firstValue(name)
                .orElseThrow(() -> Failure.of("the feed of " + source.name() + " does not tell its " + name + "."));
    }
}
