package dev.tandem.gateway.forward;

import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.tandem.gateway.problem.Problem;
import dev.tandem.gateway.problem.ProblemWriter;
import dev.tandem.gateway.route.Route;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Sends a request that has been let in to the upstream that owns its path, and streams the reply back. */
@Singleton
public class Forwarder {

    private final ForwardConfig config;
    private final ForwardedHeaders forwarded;
    private final TraceHeaders traces;
    private final HttpClient client;

    Forwarder(ForwardConfig config, Vertx vertx, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean untraced) {
        this.config = config;
        this.traces = new TraceHeaders(!untraced);
        this.forwarded = new ForwardedHeaders(new TrustedProxies(config.trustedProxies().orElse(List.of())));
        this.client = vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_1_1)
                .setMaxPoolSize(config.connectionsPerUpstream()).setMaxWaitQueueSize(config.waitingPerUpstream())
                .setConnectTimeout((int) config.connectTimeout().toMillis()).setKeepAliveTimeout(15)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setIdleTimeout((int) config.idleTimeout().toMillis())
                .setMaxHeaderSize(32 * 1024).setDecompressionSupported(false).setTcpNoDelay(true));
    }

    /** The request must be paused, and its path must be owned by the route. */
    public void forward(RoutingContext context, Route route) {
        HttpServerRequest request = context.request();
        List<String> hosts = request.headers().getAll("Host");
        if (hosts.size() != 1 || !ForwardedHeaders.isHost(hosts.getFirst())) {
            ProblemWriter.write(context, Problem.badRequest("invalid-host", "Exactly one valid Host is needed."));
            return;
        }
        Bounds bounds = Bounds.of(request, route, config);
        RequestBody.of(request).ifPresentOrElse(body -> {
            if (body.length() > bounds.maxBody()) {
                ProblemWriter.write(context, Problem.tooLarge(bounds.maxBody()));
            } else {
                new Exchange(context, route, body, bounds, client, forwarded, traces).start();
            }
        }, () -> ProblemWriter.write(context,
                Problem.badRequest("invalid-framing", "The length of the body is not clear.")));
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
