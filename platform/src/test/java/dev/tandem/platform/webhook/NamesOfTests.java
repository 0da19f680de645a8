package dev.tandem.platform.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** A name service and a clock in the hands of the tests. */
@Singleton
class NamesOfTests implements HostLookup {

    static final String RECEIVER = "receiver.test";

    private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();

    NamesOfTests() {
        means(RECEIVER, "127.0.0.1");
        means("public.test", "93.184.216.34");
        means("inside.test", "10.1.2.3");
        means("both.test", "93.184.216.34", "10.1.2.3");
    }

    void means(String name, String... addresses) {
        names.put(name, Stream.of(addresses).map(InetAddress::ofLiteral).toList());
    }

    @Override
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> found = names.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        return found;
    }

    @Produces
    @Singleton
    ShiftedClock clock() {
        return new ShiftedClock();
    }
}
