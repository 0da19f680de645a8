package dev.tandem.platform.feed;

import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.enterprise.context.RequestScoped;

/** The transactions that the current request wrote. */
@RequestScoped
class WrittenInRequest {

    private final Set<String> positions = new LinkedHashSet<>();

    void add(String position) {
        positions.add(position);
    }

    Set<String> positions() {
        return positions;
    }
}
