package dev.tandem.platform.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.webhook.AddressRule.Reach;

/**
 * Decides what may be called. It is asked when a webhook is stored, so that nobody waits for deliveries that never come, and
 * again before every call, because a name can mean another address by then; the call goes to an address that was checked.
 */
@ApplicationScoped
class Targets {

    private final WebhookConfig config;
    private final HostLookup lookup;

    Targets(WebhookConfig config, HostLookup lookup) {
        this.config = config;
        this.lookup = lookup;
    }

    /** @return the addresses of the host, each of them allowed; else a 422 that says why not */
    List<InetAddress> require(TargetUrl url) {
        if (!url.secure() && !config.allowHttp()) {
            throw ProblemException.invalid("insecure-url", "/url", "The URL begins with https://.");
        }
        boolean trusted = config.allowedHosts().orElse(Set.of()).contains(url.host());
        if (!trusted && !url.hasUsualPort()) {
            throw ProblemException.invalid("port-not-allowed", "/url", "The port is 80, 443 or one from 1024 on.");
        }
        List<InetAddress> addresses = addresses(url);
        for (InetAddress address : addresses) {
            Reach reach = AddressRule.of(address);
            if (reach == Reach.FORBIDDEN || reach == Reach.PRIVATE && !trusted && !config.allowPrivate()) {
                throw ProblemException.invalid("address-not-allowed", "/url",
                        "The host of the URL does not lie in the public Internet.");
            }
        }
        return addresses;
    }

    private List<InetAddress> addresses(TargetUrl url) {
        if (url.isLiteral()) {
            return List.of(url.literal());
        }
        try {
            List<InetAddress> found = lookup.addresses(url.host());
            if (!found.isEmpty()) {
                return found;
            }
        } catch (UnknownHostException unknown) {
            throw unknownHost().causedBy(unknown);
        }
        throw unknownHost();
    }

    private static ProblemException unknownHost() {
        return ProblemException.invalid("unknown-host", "/url", "The host of the URL has no address.");
    }
}
