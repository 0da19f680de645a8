package dev.tandem.platform.feed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * The event feeds of this service, for other services. A reader remembers the position of the last event it worked and
 * asks for what comes after; it may wait for news, which costs a virtual thread and nothing else.
 */
@Path("/feeds/{kind}")
@RunOnVirtualThread
@Tag(name = "Feeds")
public class FeedResource {

    static final String BATCH = "application/cloudevents-batch+json";
    static final String COMPLETE_THROUGH = "Feed-Complete-Through";
    static final String HEAD = "Feed-Head";
    static final String KEPT_SINCE = "Feed-Kept-Since";

    private static final int MAX_LIMIT = 1000;
    private static final int MAX_TIMEOUT = 60;

    private final FeedReader reader;
    private final FeedWatch watch;
    private final FeedConfig config;
    private final FeedPlaces positions;
    private final Semaphore places;
    private final Semaphore reads;

    FeedResource(FeedReader reader, FeedWatch watch, FeedConfig config, FeedPlaces positions) {
        this.positions = positions;
        this.reader = reader;
        this.watch = watch;
        this.config = config;
        this.places = new Semaphore(config.maxRequests());
        this.reads = new Semaphore(config.maxReads());
    }

    @GET
    @Produces(BATCH)
    @RolesAllowed(Roles.SYSTEM)
    @Operation(summary = "Events of a kind after a position, oldest first", description = """
            Role: system. Without `after` from the beginning; with `timeout` the reply waits that many seconds for news. \
            Where old days were given up, the beginning is the latest state of each entity in them, and `Feed-Kept-Since` \
            says from when on every event is kept.
            Errors: 400, 401, 403, 404 unknown kind, 409 feed-position-invalid, \
            410 feed-position-expired, 503 overloaded.""")
    public Response events(@RestPath String kind, @RestQuery @Nullable String after, @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable Integer timeout) {
        requireKnown(kind);
        int size = within("limit", limit == null ? MAX_LIMIT : limit, 1, MAX_LIMIT);
        Duration patience = Duration.ofSeconds(within("timeout", timeout == null ? 0 : timeout, 0, MAX_TIMEOUT));
        FeedPosition start = after == null ? FeedPosition.START : FeedPlaces.parse(after);
        return inPlace(() -> {
            FeedPage page = limited(() -> {
                positions.requireGiven(kind, start);
                return reader.read(kind, start, size);
            });
            if (page.events().isEmpty() && patience.isPositive()) {
                watch.await(kind, start, patience);
                page = limited(() -> reader.read(kind, start, size));
            }
            FeedCut cut = limited(() -> positions.requireKept(kind, start));
            byte[] body = CloudEvents.batch(config.eventSource(), kind, page.events());
            return Response.ok(body, BATCH).header(COMPLETE_THROUGH, page.completeThrough())
                    .header(HEAD, page.head().encode()).header(KEPT_SINCE, cut.keptSince()).build();
        });
    }

    @GET
    @Path("/checksum")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SYSTEM)
    @Operation(summary = "Fingerprint of all that a feed said up to a position", description = """
            Role: system. Without `through` up to the head. \
            Errors: 401, 403, 404 unknown kind, 409 feed-position-invalid, 410 feed-position-expired.""")
    public FeedChecksum checksum(@RestPath String kind, @RestQuery @Nullable String through) {
        requireKnown(kind);
        FeedPosition asked = through == null ? null : FeedPlaces.parse(through);
        return inPlace(() -> limited(() -> {
            if (asked == null) {
                return reader.checksum(kind, reader.head());
            }
            positions.requireGiven(kind, asked);
            FeedChecksum checksum = reader.checksum(kind, asked);
            positions.requireWhole(kind, asked);
            return checksum;
        }));
    }

    private void requireKnown(String kind) {
        if (!config.publishes(kind)) {
            throw ProblemException.notFound("feed", kind);
        }
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw ProblemException.badRequest("out-of-range", "?" + name, name + " is " + least + " to " + most + ".");
        }
        return value;
    }

    private <T> T inPlace(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw new ProblemException(ProblemKind.OVERLOADED, "overloaded",
                    "As many readers as this service can keep are waiting.", List.of()).withHeader("Retry-After", "1");
        }
        return releasing(places, work);
    }

    private <T> T limited(Supplier<T> work) {
        reads.acquireUninterruptibly();
        return releasing(reads, work);
    }

    private static <T> T releasing(Semaphore semaphore, Supplier<T> work) {
        try {
            return work.get();
        } finally {
            semaphore.release();
        }
    }
}
