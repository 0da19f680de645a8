package dev.tandem.metrics.exchangerate;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
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
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.http.Replies;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Exchange rates over HTTP: published once, corrected by a newer one, never changed and never deleted. */
@Path(RateAccess.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Exchange rates", description = "What one unit of base is worth in quote from a day on; figures in a reporting currency rest on them")
@APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
@APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
public class ExchangeRateResource {

    static final String EXAMPLE = """
            {"id":"01941f29-7c00-7000-8000-00000000000a","base":"EUR","quote":"USD","validFrom":"2026-02-01",
             "rate":"1.25","recordedAt":"2026-01-31T17:00:00Z","recordedBy":"finance","source":"API","version":1}""";

    private final ExchangeRateService service;

    ExchangeRateResource(ExchangeRateService service) {
        this.service = service;
    }

    @GET
    @RolesAllowed({ Roles.ANALYST, Roles.ADMIN, Roles.MARKETING, Roles.FINANCE, Roles.SALES_MANAGER, Roles.SALES,
            Roles.SHOP, Roles.SUPPORT })
    @Operation(operationId = "listExchangeRates", summary = "List rates, the last recorded first", description = RateAccess.READERS
            + "Corrected rates are listed beside those that correct them. With asOf, only the rates that counted at "
            + "that instant: one for each pair and day. Pages by cursor; limit is 1 to 200, 50 where absent.")
    @APIResponse(responseCode = "200", description = "A page of rates")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter, unknown-currency, invalid-range, invalid-cursor, out-of-range")
    public Page<ExchangeRateView> list(
            @Parameter(description = "ISO 4217 code", example = "EUR") @RestQuery @Nullable String base,
            @Parameter(description = "ISO 4217 code", example = "USD") @RestQuery @Nullable String quote,
            @Parameter(description = "Rates that begin on this day", example = "2026-02-01") @RestQuery @Nullable LocalDate validFrom,
            @Parameter(description = "Rates that begin on or after this day", example = "2026-01-01") @RestQuery @Nullable LocalDate from,
            @Parameter(description = "Rates that begin before this day", example = "2027-01-01") @RestQuery @Nullable LocalDate to,
            @Parameter(description = "Only what counted at this instant of knowledge", example = "2026-02-28T23:59:59Z") @RestQuery @Nullable Instant asOf,
            @Parameter(description = "Rates per page, 1 to 200", example = "50") @RestQuery @Nullable Integer limit,
            @Parameter(description = "nextCursor of the page before") @RestQuery @Nullable String cursor) {
        return service.list(new ExchangeRateFilter(base, quote, validFrom, from, to, asOf), limit, cursor);
    }

    @GET
    @Path("/count")
    @RolesAllowed({ Roles.ANALYST, Roles.ADMIN, Roles.MARKETING, Roles.FINANCE, Roles.SALES_MANAGER, Roles.SALES,
            Roles.SHOP, Roles.SUPPORT })
    @Operation(operationId = "countExchangeRates", summary = "Count rates", description = RateAccess.READERS
            + "Takes the filters of the list. Exact up to 10,000, then atLeast.")
    @APIResponse(responseCode = "200", description = "The count")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter, unknown-currency, invalid-range")
    public Count count(@RestQuery @Nullable String base, @RestQuery @Nullable String quote,
            @RestQuery @Nullable LocalDate validFrom, @RestQuery @Nullable LocalDate from,
            @RestQuery @Nullable LocalDate to, @RestQuery @Nullable Instant asOf) {
        return service.count(new ExchangeRateFilter(base, quote, validFrom, from, to, asOf));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({ Roles.ANALYST, Roles.ADMIN, Roles.MARKETING, Roles.FINANCE, Roles.SALES_MANAGER, Roles.SALES,
            Roles.SHOP, Roles.SUPPORT })
    @Operation(operationId = "getExchangeRate", summary = "Read a rate", description = RateAccess.READERS
            + "It never changes; what counts now is in the list with asOf.")
    @APIResponse(responseCode = "200", description = "The rate", content = @Content(schema = @Schema(implementation = ExchangeRateView.class)))
    @APIResponse(responseCode = "304", description = "Unchanged since If-None-Match")
    @APIResponse(responseCode = "404", description = "not-found")
    public Response get(@RestPath UUID id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        ExchangeRateView view = ExchangeRateView.of(service.get(id));
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.ADMIN, Roles.FINANCE })
    @Operation(operationId = "publishExchangeRate", summary = "Publish or correct a rate", description = RateAccess.WRITERS
            + "Units of quote for one unit of base, from validFrom until the next rate of the pair. A rate for a pair and "
            + "day that has one already corrects it: both stay, the newer counts. Open amounts follow at once; closed "
            + "facts keep the rate that they were given until a restatement is ordered; facts that had none get it. "
            + "A rate equal to the one that counts changes nothing and answers 200 with that one. "
            + "Feed-Position in the reply can be handed to a KPI as minPosition. Honours Idempotency-Key.")
    @APIResponse(responseCode = "201", description = "The new rate", headers = @Header(name = WritePosition.HEADER, description = "For minPosition of a KPI", schema = @Schema(implementation = String.class)), content = @Content(schema = @Schema(implementation = ExchangeRateView.class)))
    @APIResponse(responseCode = "200", description = "This rate counts already; nothing was written", content = @Content(schema = @Schema(implementation = ExchangeRateView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type (a rate is text), malformed-json")
    @APIResponse(responseCode = "409", description = "request-in-progress")
    @APIResponse(responseCode = "415", description = "The body is not JSON")
    @APIResponse(responseCode = "422", description = "required, unknown-currency, same-currency, invalid-number, invalid-rate-scale, out-of-range, idempotency-key-reused")
    public Response publish(ExchangeRateFields fields) {
        RateRecorder.Recorded recorded = service.publish(fields);
        ExchangeRateView view = ExchangeRateView.of(recorded.rate());
        Response reply = recorded.effect() == RateRecorder.Effect.KNOWN ? Replies.changed(view, view.version())
                : Replies.created(URI.create(RateAccess.PATH + "/" + view.id()), view, view.version());
        return Response.fromResponse(reply).header(WritePosition.HEADER, RateAccess.position(recorded.rate().turn()))
                .build();
    }
}
