package dev.tandem.platform.webhook;

import java.net.ConnectException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * Posts to a target. The connection goes to exactly the address that was checked, while the host name stays what the TLS
 * certificate and the Host header are about; the JDK's client cannot keep the two apart. Redirects are not followed, and of a
 * reply only its head counts.
 */
class WebhookClient {

    /** Of a reply's body so much is taken, to use the connection again; past it the connection is closed. */
    private static final int MAX_REPLY = 16 * 1024;

    /**
     * What came of a call.
     *
     * @param status of the reply, null where there was none
     * @param error why there was none
     * @param retryAfter seconds that the receiver asks for
     */
    record Reply(@Nullable Integer status, @Nullable String error, @Nullable Duration retryAfter) {

        static Reply failed(String error) {
            return new Reply(null, error, null);
        }
    }

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration timeout;

    WebhookClient(Vertx vertx, HttpClientOptions options, Duration timeout) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(options);
        this.timeout = timeout;
    }

    static HttpClientOptions options(int connections) {
        return new HttpClientOptions().setMaxPoolSize(connections).setKeepAliveTimeout(30).setMaxHeaderSize(16 * 1024)
                .setForceSni(true);
    }

    /** Waits for the head of the reply, at most for the timeout; never throws for what the other side does. */
    Reply post(TargetUrl url, InetAddress address, Map<String, String> headers, byte[] body) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        String host = url.host().indexOf(':') >= 0 ? "[" + url.host() + "]" : url.host();
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setSsl(url.secure()).setHost(host)
                .setPort(url.port()).setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setURI(url.path()).setFollowRedirects(false).setConnectTimeout(timeout.toMillis())
                .setTimeout(timeout.toMillis());
        headers.forEach(options::putHeader);
        client.request(options).onFailure(failure -> reply.complete(Reply.failed(code(failure))))
                .onSuccess(request -> send(request, body, reply));
        return await(reply);
    }

    private void send(HttpClientRequest request, byte[] body, CompletableFuture<Reply> reply) {
        if (reply.isDone()) {
            request.reset();
            return;
        }
        long deadline = vertx.setTimer(timeout.toMillis(), late -> {
            reply.complete(Reply.failed("timeout"));
            request.reset();
        });
        request.response().onFailure(failure -> {
            vertx.cancelTimer(deadline);
            reply.complete(Reply.failed(code(failure)));
        }).onSuccess(response -> {
            drain(request, response, deadline);
            reply.complete(new Reply(response.statusCode(), null, retryAfter(response)));
        });
        request.send(Buffer.buffer(body));
    }

    private void drain(HttpClientRequest request, HttpClientResponse response, long deadline) {
        AtomicInteger taken = new AtomicInteger();
        response.handler(part -> {
            if (taken.addAndGet(part.length()) > MAX_REPLY) {
                request.reset();
            }
        });
        response.endHandler(end -> vertx.cancelTimer(deadline));
        response.exceptionHandler(broken -> vertx.cancelTimer(deadline));
    }

    private Reply await(CompletableFuture<Reply> reply) {
        try {
            return reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            reply.complete(Reply.failed("timeout"));
            return reply.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            reply.complete(Reply.failed("interrupted"));
            return reply.join();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("A reply never completes with an exception", impossible);
        }
    }

    private static @Nullable Duration retryAfter(HttpClientResponse response) {
        String seconds = response.getHeader("Retry-After");
        return seconds != null && seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private static String code(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SSLException) {
                return "tls-failed";
            }
            if (at instanceof ConnectException) {
                return at.getMessage() != null && at.getMessage().contains("timed out") ? "timeout" : "connect-failed";
            }
            if (at instanceof TimeoutException) {
                return "timeout";
            }
        }
        return "connection-closed";
    }

    void close() {
        client.close();
    }
}
