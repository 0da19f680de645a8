package dev.tandem.gateway.route;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides by prefix which upstream owns a path; the longest prefix wins. */
public final class RouteTable {

    private final List<Route> routes;

    public RouteTable(List<Route> routes) {
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("The route table is empty: set tandem.gateway.routes.<name>.prefix and .url.");
        }
        Set<String> prefixes = new HashSet<>();
        for (Route route : routes) {
            if (!prefixes.add(route.prefix())) {
                throw new IllegalArgumentException("Two routes claim the prefix " + route.prefix() + ".");
            }
        }
        this.routes = routes.stream().sorted(Comparator.comparingInt((Route route) -> route.prefix().length()).reversed())
                .toList();
    }

    public Optional<Route> owner(String path) {
        return routes.stream().filter(route -> route.owns(path)).findFirst();
    }

    /** By name, so that documents made from them do not depend on the order of the configuration. */
    public List<Route> routes() {
        return routes.stream().sorted(Comparator.comparing(Route::name)).toList();
    }
}
