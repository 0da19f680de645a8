package dev.tandem.k8s;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * What a service answers where, read from the settings that it is built with. Suite tests in local/ ask running services the
 * same.
 */
record ServiceFacts(int httpPort, int healthPort, int metricsPort, Duration drainDelay, Duration shutdownTimeout) {

    static ServiceFacts of(String service) {
        Properties settings = new Properties();
        if (!service.equals("gateway")) {
            load(settings, Tree.CHECKOUT.resolve("platform/src/main/resources/META-INF/microprofile-config.properties"));
        }
        load(settings, Tree.CHECKOUT.resolve(service).resolve("src/main/resources/application.properties"));
        int http = Integer.parseInt(settings.getProperty("quarkus.http.port"));
        boolean management = Boolean.parseBoolean(settings.getProperty("quarkus.management.enabled"));
        int own = management ? Integer.parseInt(settings.getProperty("quarkus.management.port")) : http;
        boolean healthThere = Boolean
                .parseBoolean(settings.getProperty("quarkus.smallrye-health.management.enabled", Boolean.toString(management)));
        return new ServiceFacts(http, healthThere ? own : http, own,
                duration(settings.getProperty("%prod.quarkus.shutdown.delay")),
                duration(settings.getProperty("quarkus.shutdown.timeout")));
    }

    static Duration duration(String text) {
        return Duration.parse(text.startsWith("P") ? text : "PT" + text);
    }

    private static void load(Properties settings, Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
