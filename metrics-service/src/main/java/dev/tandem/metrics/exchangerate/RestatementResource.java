package dev.tandem.metrics.exchangerate;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.feed.WritePosition;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.http.Replies;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Restatements over HTTP: the only way in which a corrected rate moves a closed fact. */
@Path(RateAccess.PATH + "/restatements")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Exchange rates")
@APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
@APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
public class RestatementResource {

    static final String EXAMPLE = """
            {"id":"01941f29-7c00-7000-8000-00000000000b","base":"EUR","quote":"USD","from":"2026-02-01",
             "to":"2026-03-01","reason":"The bank corrected its February rates.",
             "recordedAt":"2026-03-04T09:00:00Z","recordedBy":"finance","version":1}""";

    private final RestatementService service;

    RestatementResource(RestatementService service) {
        this.service = service;
    }

    @GET
    @RolesAllowed({ Roles.ANALYST, Roles.ADMIN, Roles.MARKETING, Roles.FINANCE, Roles.SALES_MANAGER, Roles.SALES,
            Roles.SHOP, Roles.SUPPORT })
    @Operation(operationId = "listExchangeRateRestatements", summary = "List restatements, newest first", description = RateAccess.READERS
            + "Pages by cursor; limit is 1 to 200, 50 where absent.")
    @APIResponse(responseCode = "200", description = "A page of restatements")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter, invalid-cursor, out-of-range")
    public Page<RestatementView> list(
            @Parameter(description = "Restatements per page, 1 to 200", example = "50") @RestQuery @Nullable Integer limit,
            @Parameter(description = "nextCursor of the page before") @RestQuery @Nullable String cursor) {
        return service.list(limit, cursor);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({ Roles.ANALYST, Roles.ADMIN, Roles.MARKETING, Roles.FINANCE, Roles.SALES_MANAGER, Roles.SALES,
            Roles.SHOP, Roles.SUPPORT })
    @Operation(operationId = "getExchangeRateRestatement", summary = "Read a restatement", description = RateAccess.READERS)
    @APIResponse(responseCode = "200", description = "The restatement", content = @Content(schema = @Schema(implementation = RestatementView.class)))
    @APIResponse(responseCode = "304", description = "Unchanged since If-None-Match")
    @APIResponse(responseCode = "404", description = "not-found")
    public Response get(@RestPath UUID id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        RestatementView view = RestatementView.of(service.get(id));
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.ADMIN, Roles.FINANCE })
    @Operation(operationId = "orderExchangeRateRestatement", summary = "Order closed facts to be converted anew", description = RateAccess.WRITERS
            + "Facts of the pair, in either direction, with days from from to the day before to, are given the rates "
            + "of their days as they are known now. Periods that had settled show RESTATED, and asOf an earlier instant "
            + "still tells the figures of then. Feed-Position in the reply can be handed to a KPI as minPosition. "
            + "Honours Idempotency-Key.")
    @APIResponse(responseCode = "201", description = "The restatement; the engine carries it out at once", headers = @Header(name = WritePosition.HEADER, description = "For minPosition of a KPI", schema = @Schema(implementation = String.class)), content = @Content(schema = @Schema(implementation = RestatementView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "409", description = "request-in-progress")
    @APIResponse(responseCode = "415", description = "The body is not JSON")
    @APIResponse(responseCode = "422", description = "required, invalid-length, unknown-currency, same-currency, out-of-range, invalid-range, no-rate, idempotency-key-reused")
    public Response order(RestatementFields fields) {
        Restatement made = service.order(fields);
        RestatementView view = RestatementView.of(made);
        return Response.fromResponse(Replies.created(URI.create(RateAccess.PATH + "/restatements/" + view.id()), view,
                view.version())).header(WritePosition.HEADER, RateAccess.position(made.turn())).build();
    }
}
