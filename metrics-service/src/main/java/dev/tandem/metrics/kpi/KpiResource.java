package dev.tandem.metrics.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.Explode;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterStyle;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Limits;
import dev.tandem.platform.query.QueryNames;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** KPIs of both models: the catalogue, series of figures and the rows behind each figure. */
@Path("/api/v1/metrics/kpis")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "KPIs", description = "Two trees, B2B and B2C, never averaged together")
public class KpiResource {

    private static final String READERS = "Roles: analyst, admin, marketing, finance (both models); sales-manager (B2B, own branch); "
            + "sales (B2B, own deals); shop, support (B2C). ";
    private static final String SERIES_EXAMPLE = """
            {"kpi":"win_rate","version":1,"model":"B2B","from":"2016-01-01","to":"2018-01-01","grain":"total",
             "timeZone":"UTC","currency":null,"asOf":"2026-01-31T08:00:00Z","completeThrough":"2026-01-31T08:00:00Z",
             "positions":{"accounts/opportunity":"AAAAAQAAAAAAAAPoAAAAAAAAAAA"},
             "series":[{"period":"2016-01-01/2018-01-01","dimensions":{},"dimensionIds":{},"value":"63.1501",
               "numerator":"4238","denominator":"6711","state":"SETTLED","band":"NONE","reason":null}]}""";
    private static final String MONEY_EXAMPLE = """
            {"kpi":"won_amount","version":1,"model":"B2B","from":"2026-01-01","to":"2026-04-01","grain":"total",
             "timeZone":"UTC","currency":"EUR","asOf":"2026-05-02T08:00:00Z","completeThrough":"2026-05-02T08:00:00Z",
             "positions":{"accounts/opportunity":"AAAAAQAAAAAAAAPoAAAAAAAAAAA",
               "metrics/exchange-rate":"AAAAAQAAAAAAAAAFAAAAAAAAAAA"},
             "series":[{"period":"2026-01-01/2026-04-01","dimensions":{},"dimensionIds":{},"value":"40000.00",
               "numerator":"40000.00","denominator":null,"state":"SETTLED","band":"NONE","reason":null,
               "complete":false,"unconvertible":[{"currency":"GBP","count":"2","amount":"107.00"}]}]}""";
    private static final String EXPLAIN_EXAMPLE = """
            {"value":"63.1501","numerator":"4238","denominator":"6711","count":6711,
             "hidden":{"count":0,"numerator":"0","denominator":"0"},
             "items":[{"kind":"opportunity","id":"01941f29-7c00-7000-8000-000000000001","externalId":"1C1I7A6R",
               "href":"/api/v1/b2b/opportunities/01941f29-7c00-7000-8000-000000000001","occurredOn":"2017-03-01",
               "numerator":"1","denominator":"1","value":"100.0000","selected":false}],"nextCursor":null}""";

    private final KpiService service;

    public KpiResource(KpiService service) {
        this.service = service;
    }

    @GET
    @RolesAllowed({ Roles.ANALYST, Roles.ADMIN, Roles.MARKETING, Roles.FINANCE, Roles.SALES_MANAGER, Roles.SALES,
            Roles.SHOP, Roles.SUPPORT })
    @Operation(operationId = "listKpis", summary = "The catalogue of metrics", description = READERS
            + "Each metric with its formula, unit, dimensions, statistics and usual band; available: false marks those not computed yet.")
    @APIResponse(responseCode = "200", description = "The catalogue", content = @Content(schema = @Schema(implementation = KpiView.class, type = SchemaType.ARRAY)))
    @APIResponse(responseCode = "401", description = "unauthenticated, invalid-token")
    @APIResponse(responseCode = "403", description = "forbidden")
    public List<KpiView> list() {
        return KpiCatalogue.all().stream().map(KpiView::of).toList();
    }

    @GET
    @Path("{model}/{id}")
    @QueryNames("filter[*]")
    @RolesAllowed({ Roles.ANALYST, Roles.ADMIN, Roles.MARKETING, Roles.FINANCE, Roles.SALES_MANAGER, Roles.SALES,
            Roles.SHOP, Roles.SUPPORT })
    @Operation(operationId = "getKpi", summary = "A series of figures of one metric", description = READERS
            + "Without by, every period of the range appears in order; with by, the groups with data. "
            + "filter[dimension]=value narrows; an empty value or null asks for facts where it is not set. "
            + "by and filter name at most two dimensions, an implied owner filter being one. "
            + "Money is told in one currency: as asked, else that of the facts where all have the same, else the "
            + "company's. Facts of other currencies are converted one by one; those without a rate are counted in "
            + "unconvertible, and complete is false. undated and unpriced count open deals that a pipeline cannot "
            + "value; undated stands only with grain total, because such deals belong to no period. positions names "
            + "metrics/exchange-rate beside the feeds where the figure is money.")
    @Parameter(name = "filter", in = ParameterIn.QUERY, style = ParameterStyle.DEEPOBJECT, explode = Explode.TRUE, description = "filter[dimension]=value; empty or null means not set", schema = @Schema(type = SchemaType.OBJECT, additionalProperties = String.class), example = "{\"industry\":\"software\"}")
    @APIResponse(responseCode = "200", description = "The series; ETag changes with the question, the positions and the caller's rights", content = @Content(schema = @Schema(implementation = KpiSeries.class), examples = {
            @ExampleObject(name = "win_rate", value = SERIES_EXAMPLE),
            @ExampleObject(name = "won_amount in euros", value = MONEY_EXAMPLE) }))
    @APIResponse(responseCode = "304", description = "Unchanged since If-None-Match")
    @APIResponse(responseCode = "400", description = "mixed-model, missing-parameter, invalid-parameter, unknown-parameter, repeated-parameter, invalid-range, range-too-long, unknown-grain, unknown-dimension, too-many-dimensions, unknown-stat, unknown-currency, invalid-position")
    @APIResponse(responseCode = "401", description = "unauthenticated, invalid-token")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not-found, kpi-not-available")
    @APIResponse(responseCode = "422", description = "as-of-not-kept: what was known then is no longer kept; the detail says from when it is")
    @APIResponse(responseCode = "503", description = "overloaded: also where minPosition was not reached in 5 s")
    public Response series(@Parameter(description = "B2B or B2C", example = "B2B") @RestPath String model,
            @Parameter(description = "Metric id", example = "win_rate") @RestPath String id,
            @Parameter(description = "First day", required = true, example = "2016-01-01") @RestQuery @Nullable LocalDate from,
            @Parameter(description = "Day after the last", required = true, example = "2018-01-01") @RestQuery @Nullable LocalDate to,
            @Parameter(description = "total (default), day, week, month, quarter, year, fiscal-quarter, fiscal-year", example = "quarter") @RestQuery @Nullable String grain,
            @Parameter(description = "Dimensions, comma-separated", example = "industry,region") @RestQuery @Nullable String by,
            @Parameter(description = "mean (default), median, p90, max where the catalogue lists them", example = "median") @RestQuery @Nullable String stat,
            @Parameter(description = "Reporting currency, or the one original currency of the facts; absent: that one, else the company's", example = "EUR") @RestQuery @Nullable String currency,
            @Parameter(description = "Answer with what was known at this instant", example = "2026-01-31T08:00:00Z") @RestQuery @Nullable Instant asOf,
            @Parameter(description = "Feed-Position of a write to wait for, up to 5 s; repeatable. That of an exchange rate too") @RestQuery List<String> minPosition,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch, @Context UriInfo uri) {
        KpiService.Answer answer = service.answer(model, id,
                new KpiQueryParser.Raw(from, to, grain, by, uri.getQueryParameters(), stat, currency, asOf),
                minPosition, ifNoneMatch);
        Response.ResponseBuilder reply = answer.series() == null ? Response.notModified()
                : Response.ok(answer.series());
        return reply.header(HttpHeaders.ETAG, answer.tag()).header(HttpHeaders.CACHE_CONTROL, "private").build();
    }

    @GET
    @Path("{model}/{id}/explain")
    @QueryNames("filter[*]")
    @RolesAllowed({ Roles.ANALYST, Roles.ADMIN, Roles.MARKETING, Roles.FINANCE, Roles.SALES_MANAGER, Roles.SALES,
            Roles.SHOP, Roles.SUPPORT })
    @Operation(operationId = "explainKpi", summary = "The rows behind one figure", description = READERS
            + "Takes the question of the series, period= as printed there and one group by filter[dimension]. "
            + "The items of all pages and hidden sum to the figure; selected marks the rows that decide a median, p90 or max. "
            + "A converted amount names what it was converted from in original; facts without a rate are no part of the "
            + "figure and not listed.")
    @Parameter(name = "filter", in = ParameterIn.QUERY, style = ParameterStyle.DEEPOBJECT, explode = Explode.TRUE, description = "filter[dimension]=value; empty or null means not set", schema = @Schema(type = SchemaType.OBJECT, additionalProperties = String.class), example = "{\"industry\":\"software\"}")
    @APIResponse(responseCode = "200", description = "A page of rows", content = @Content(schema = @Schema(implementation = ExplainView.class), examples = @ExampleObject(name = "win_rate", value = EXPLAIN_EXAMPLE)))
    @APIResponse(responseCode = "400", description = "Those of the series, and unknown-period, invalid-cursor, invalid-limit")
    @APIResponse(responseCode = "401", description = "unauthenticated, invalid-token")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not-found, kpi-not-available")
    @APIResponse(responseCode = "422", description = "as-of-not-kept: what was known then is no longer kept; the detail says from when it is")
    @APIResponse(responseCode = "503", description = "overloaded: also where minPosition was not reached in 5 s")
    public Response explain(@Parameter(description = "B2B or B2C", example = "B2B") @RestPath String model,
            @Parameter(description = "Metric id", example = "win_rate") @RestPath String id,
            @Parameter(description = "First day", required = true, example = "2016-01-01") @RestQuery @Nullable LocalDate from,
            @Parameter(description = "Day after the last", required = true, example = "2018-01-01") @RestQuery @Nullable LocalDate to,
            @Parameter(description = "Grain of the series", example = "quarter") @RestQuery @Nullable String grain,
            @Parameter(description = "Dimensions of the series; each needs its filter", example = "industry") @RestQuery @Nullable String by,
            @Parameter(description = "Period as printed in the series", example = "2017-Q1") @RestQuery @Nullable String period,
            @Parameter(description = "Statistic of the series", example = "median") @RestQuery @Nullable String stat,
            @Parameter(description = "Currency of the series", example = "USD") @RestQuery @Nullable String currency,
            @Parameter(description = "Instant of knowledge", example = "2026-01-31T08:00:00Z") @RestQuery @Nullable Instant asOf,
            @Parameter(description = "Feed-Position to wait for; repeatable") @RestQuery List<String> minPosition,
            @Parameter(description = "Rows per page, 1 to 200", example = "50") @RestQuery @Nullable Integer limit,
            @Parameter(description = "nextCursor of the page before") @RestQuery @Nullable String cursor,
            @Context UriInfo uri) {
        ExplainView view = service.explain(model, id,
                new KpiQueryParser.Raw(from, to, grain, by, uri.getQueryParameters(), stat, currency, asOf), period,
                minPosition, cursor, Limits.page(limit));
        return Response.ok(view).header(HttpHeaders.CACHE_CONTROL, "private").build();
    }
}
