package dev.tandem.platform.feed;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * How much of the feeds is kept, and how far its readers have brought to safety what they read. Where old events are given
 * up, no event goes that a reader which is waited for has not confirmed.
 */
@Path("/feeds/confirmations")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Feeds")
public class FeedConfirmationResource {

    private static final String READER = "[a-z][a-z0-9-]{0,62}";

    private final FeedRetention retention;
    private final FeedPlaces places;
    private final FeedConfig config;

    FeedConfirmationResource(FeedRetention retention, FeedPlaces places, FeedConfig config) {
        this.retention = retention;
        this.places = places;
        this.config = config;
    }

    @GET
    @RolesAllowed({ Roles.SYSTEM, Roles.ADMIN })
    @Operation(summary = "What is kept of the feeds, and what readers have confirmed", description = """
            `keepDays` is null where events are kept for ever. Roles: system, admin. Errors: 401, 403.""")
    public FeedRetentionView show() {
        requireFeeds();
        List<FeedConfirmationView> confirmations = retention.confirmations().stream().map(this::view).toList();
        return new FeedRetentionView(config.keep().map(keep -> keep.toDays()).orElse(null),
                config.confirmedBy().stream().sorted().toList(),
                retention.last().map(cut -> FeedCutView.of(cut, retention.cuts())).orElse(null), confirmations);
    }

    @PUT
    @Path("/{reader}")
    @RolesAllowed(Roles.SYSTEM)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Confirm what a reader has brought to safety", description = """
            The highest position ever confirmed counts; a lower one changes nothing. Role: system. \
            Errors: 400, 401, 403, 404, 409 feed-position-invalid, 415, 422.""")
    public FeedConfirmationView confirm(@RestPath String reader,
            @RequestBody(required = true) @Valid @NotNull FeedConfirmation confirmation) {
        requireFeeds();
        if (!reader.matches(READER)) {
            throw ProblemException.badRequest("invalid-name", "?reader",
                    "The name of a reader is lower-case letters, digits and hyphens.");
        }
        FeedPosition through = FeedPlaces.parse(confirmation.through());
        places.requireGiven(through);
        return view(retention.confirm(reader, through));
    }

    private FeedConfirmationView view(FeedRetention.Confirmation confirmation) {
        return FeedConfirmationView.of(confirmation, config.confirmedBy().contains(confirmation.reader()));
    }

    private void requireFeeds() {
        if (config.source().isEmpty()) {
            throw ProblemException.notFound("feed", "of this service");
        }
    }
}
