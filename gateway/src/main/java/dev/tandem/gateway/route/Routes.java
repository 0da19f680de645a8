package dev.tandem.gateway.route;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;

/** Builds the table while the application starts, so that a bad one is never served. */
class Routes {

    @Produces
    @Singleton
    @Startup
    RouteTable table(RouteConfig config) {
        return new RouteTable(config.lines().entrySet().stream()
                .map(line -> new Route(line.getKey(), line.getValue().prefix(), line.getValue().url())).toList());
    }
}
