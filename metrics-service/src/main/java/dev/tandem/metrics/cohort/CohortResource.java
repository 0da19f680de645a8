package dev.tandem.metrics.cohort;

import java.time.LocalDate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.kpi.CustomerCohorts;
import dev.tandem.metrics.kpi.ExplainView;
import dev.tandem.metrics.kpi.Model;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.http.Limits;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Customer cohorts by the month of the first order, and the customers behind each cell. */
@Path("/api/v1/metrics/cohorts/customers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Cohorts", description = "Customers by the month of their first order")
public class CohortResource {

    private static final String READERS = "Roles: analyst, admin, marketing, finance, shop, support. ";
    private static final String EXAMPLE = """
            {"model":"B2C","grain":"month","timeZone":"UTC","asOf":"2026-01-31T08:00:00Z",
             "completeThrough":"2026-01-31T08:00:00Z","cohorts":[{"period":"1997-01","size":7846,
               "active":[7846,1157,964],"retention":["100.0000","14.7464","12.2865"]}]}""";

    private final CustomerCohorts cells;

    public CohortResource(CustomerCohorts cells) {
        this.cells = cells;
    }

    @GET
    @RolesAllowed({ Roles.ANALYST, Roles.ADMIN, Roles.MARKETING, Roles.FINANCE, Roles.SHOP, Roles.SUPPORT })
    @Operation(operationId = "listCustomerCohorts", summary = "The cohort table", description = READERS
            + "from and to choose cohorts only; their months run on to the horizon. A month that has not ended is null.")
    @APIResponse(responseCode = "200", description = "The table", content = @Content(schema = @Schema(implementation = CohortView.class), examples = @ExampleObject(name = "1997-01", value = EXAMPLE)))
    @APIResponse(responseCode = "304", description = "Unchanged since If-None-Match")
    @APIResponse(responseCode = "400", description = "missing-parameter, invalid-parameter, unknown-parameter, unknown-grain, invalid-range, range-too-long")
    @APIResponse(responseCode = "401", description = "unauthenticated, invalid-token")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "503", description = "overloaded")
    public Response table(
            @Parameter(description = "First day of the cohorts", required = true, example = "1997-01-01") @RestQuery @Nullable LocalDate from,
            @Parameter(description = "Day after the last", required = true, example = "1997-04-01") @RestQuery @Nullable LocalDate to,
            @Parameter(description = "month", example = "month") @RestQuery @Nullable String grain,
            @Parameter(description = "Months per cohort, 1 to 120 (default 13)", example = "13") @RestQuery @Nullable Integer periods,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        CohortQuery query = CohortQuery.parse(from, to, grain, periods);
        CustomerCohorts.Reading reading = cells.read(query.first(), query.last(), query.periods());
        Response.ResponseBuilder reply = ETags.matches(ifNoneMatch, reading.tag()) ? Response.notModified()
                : Response.ok(view(query, reading));
        return reply.header(HttpHeaders.ETAG, reading.tag()).header(HttpHeaders.CACHE_CONTROL, "private").build();
    }

    private static CohortView view(CohortQuery query, CustomerCohorts.Reading reading) {
        CohortTable table = new CohortTable(reading.active(), reading.zone(), reading.completeThrough());
        return new CohortView(Model.B2C, "month", reading.zone().getId(), reading.asOf(),
                reading.completeThrough(), table.cohorts(query.first(), query.last(), query.periods()));
    }

    @GET
    @Path("explain")
    @RolesAllowed({ Roles.ANALYST, Roles.ADMIN, Roles.MARKETING, Roles.FINANCE, Roles.SHOP, Roles.SUPPORT })
    @Operation(operationId = "explainCustomerCohort", summary = "The customers of one cell", description = READERS
            + "Lists the customers of a cohort who ordered in its month k; k=0 lists the cohort itself.")
    @APIResponse(responseCode = "200", description = "A page of customers", content = @Content(schema = @Schema(implementation = ExplainView.class)))
    @APIResponse(responseCode = "400", description = "missing-parameter, invalid-parameter, unknown-parameter, invalid-cursor, invalid-limit")
    @APIResponse(responseCode = "401", description = "unauthenticated, invalid-token")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "503", description = "overloaded")
    public Response explain(
            @Parameter(description = "Cohort as printed in the table", required = true, example = "1997-01") @RestQuery @Nullable String cohort,
            @Parameter(description = "Month of the cohort, from 0", required = true, example = "1") @RestQuery @Nullable Integer k,
            @Parameter(description = "Rows per page, 1 to 200", example = "50") @RestQuery @Nullable Integer limit,
            @Parameter(description = "nextCursor of the page before") @RestQuery @Nullable String cursor) {
        ExplainView view = cells.explain(CohortQuery.cohort(cohort), CohortQuery.index(k), cursor,
                Limits.page(limit));
        return Response.ok(view).header(HttpHeaders.CACHE_CONTROL, "private").build();
    }
}
