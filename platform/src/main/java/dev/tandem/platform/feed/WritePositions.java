package dev.tandem.platform.feed;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import io.quarkus.arc.Arc;

/**
 * Puts the position of every transaction that a request wrote into its reply. Work outside of a request has no reply
 * and needs none.
 */
@ApplicationScoped
public class WritePositions {

    private final WrittenInRequest written;

    WritePositions(WrittenInRequest written) {
        this.written = written;
    }

    void add(WritePosition position) {
        if (!position.source().isEmpty() && Arc.container().requestContext().isActive()) {
            written.add(position.encode());
        }
    }

    /** The positions of this request so far, for who stores its reply; empty outside of a request. */
    public List<String> ofRequest() {
        return Arc.container().requestContext().isActive() ? List.copyOf(written.positions()) : List.of();
    }

    @ServerResponseFilter
    void addHeader(ContainerResponseContext response) {
        if (response.getStatus() < 300 && !response.getHeaders().containsKey(WritePosition.HEADER)) {
            List<String> positions = ofRequest();
            if (!positions.isEmpty()) {
                response.getHeaders().put(WritePosition.HEADER, new ArrayList<>(positions));
            }
        }
    }
}
