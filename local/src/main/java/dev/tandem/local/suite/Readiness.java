package dev.tandem.local.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import dev.tandem.local.process.Processes;

/** Asks a service whether it is ready. */
public final class Readiness {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Readiness() {
    }

    public static boolean isReady(HttpClient client, URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    /** A moment between two looks at something that changes by itself. */
    public static void pause() {
        Processes.pause(PAUSE);
    }
}
