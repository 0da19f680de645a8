package dev.tandem.platform.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.DefaultBean;

/**
 * The name service of the machine. Its call blocks a whole platform thread and knows no deadline, so it runs on threads of its
 * own and is given up after a while.
 */
@DefaultBean
@ApplicationScoped
class SystemHostLookup implements HostLookup {

    private static final long PATIENCE_SECONDS = 5;

    private final ExecutorService threads = Executors
            .newCachedThreadPool(Thread.ofPlatform().name("webhook-lookup-", 0).daemon().factory());

    @Override
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        Future<List<InetAddress>> lookup = threads.submit(() -> List.of(InetAddress.getAllByName(host)));
        try {
            return lookup.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("the look-up was interrupted", e);
        } catch (ExecutionException e) {
            throw unknown("the look-up failed", e);
        } catch (TimeoutException e) {
            throw unknown("the look-up took too long", e);
        }
    }

    private static UnknownHostException unknown(String why, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(why);
        unknown.initCause(cause);
        return unknown;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
