package dev.tandem.gateway.forward;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpServerRequest;

/**
 * The address a request came from: of the connection, or what the nearest proxy that is not trusted is called by those that
 * are. What a client writes into its own forwarded fields stands left of that and is never taken.
 */
@Singleton
public class ClientAddresses {

    private final TrustedProxies trusted;

    @Inject
    ClientAddresses(ForwardConfig config) {
        this(new TrustedProxies(config.trustedProxies().orElse(List.of())));
    }

    ClientAddresses(TrustedProxies trusted) {
        this.trusted = trusted;
    }

    public InetAddress of(HttpServerRequest request) {
        return of(request.connection().remoteAddress().hostAddress(), request.headers().getAll("X-Forwarded-For"));
    }

    InetAddress of(String peer, List<String> forwardedFor) {
        List<String> hops = new ArrayList<>();
        forwardedFor.forEach(line -> hops.addAll(List.of(line.split(","))));
        InetAddress nearest = literal(peer).orElseGet(InetAddress::getLoopbackAddress);
        while (trusted.trusts(nearest.getHostAddress()) && !hops.isEmpty()) {
            Optional<InetAddress> before = literal(hops.removeLast());
            if (before.isEmpty()) {
                break;
            }
            nearest = before.get();
        }
        return nearest;
    }

    /** Never looks a name up. */
    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text.strip().replaceFirst("%.*", "")));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
