package dev.tandem.local.imports;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private static final int POSITION_BYTES = 20;

    private final ApiClient analyst;
    private final Supplier<String> systemToken;
    private final Terminal terminal;

    /** One source with a kind to ask for and a figure that is made of it. */
    private record Source(String name, int port, String kind, String figure) {
    }

    public CaughtUp(ApiClient analyst, Supplier<String> systemToken, Terminal terminal) {
        this.analyst = analyst;
        this.systemToken = systemToken;
        this.terminal = terminal;
    }

    public void await(Ports ports) {
        long begin = System.nanoTime();
        for (Source source : List.of(new Source("accounts", ports.accounts(), "opportunity", "B2B/win_rate"),
                new Source("orders", ports.orders(), "order", "B2C/orders"))) {
            awaitSource(source, begin);
        }
        terminal.say("The figures have caught up (%.1f s)", (System.nanoTime() - begin) / 1e9);
    }

    private void awaitSource(Source source, long begin) {
        String position = URLEncoder.encode(source.name() + ":" + transactionBefore(head(source)),
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

    private String head(Source source) {
        URI uri = URI.create("http://127.0.0.1:" + source.port() + "/feeds/" + source.kind() + "?limit=1&timeout=0");
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + systemToken.get()).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw Failure.of("the feed of " + source.name() + " answers " + response.statusCode() + ".");
            }
            return response.headers().firstValue("Feed-Head")
                    .orElseThrow(() -> Failure.of("the feed of " + source.name() + " does not tell its head."));
        } catch (IOException e) {
            throw Failure.of("no reply from " + uri + " (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }
}
