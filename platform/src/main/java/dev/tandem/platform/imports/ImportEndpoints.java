package dev.tandem.platform.imports;

import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.http.Cursor;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.http.IdempotencyKey;
import dev.tandem.platform.http.Limits;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.http.Replies;
import dev.tandem.platform.imports.format.FileFormat;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * Imports over HTTP. A service gives them their place with an empty subclass,
 * {@code @Path("/api/v1/b2b/imports") public class ImportResource extends ImportEndpoints {}}.
 */
@RunOnVirtualThread
@Tag(name = "Imports")
@Produces(MediaType.APPLICATION_JSON)
public abstract class ImportEndpoints {

    /** Any signed-in caller; which kinds he may import, the kinds themselves say. */
    private static final String SIGNED_IN = "**";

    @Inject
    ImportReceiver receiver;
    @Inject
    ImportAccess access;
    @Inject
    ImportJobs jobs;
    @Inject
    ImportReports reports;
    @Inject
    UploadSlots slots;
    @Inject
    Caller caller;
    @Inject
    Clock clock;

    @POST
    @Path("/{kind}")
    @RolesAllowed(SIGNED_IN)
    @Consumes({ "text/csv", "text/tab-separated-values", "text/plain", "application/x-ndjson" })
    @Operation(summary = "Import a file of one kind", description = """
            The body is the file as it is, in UTF-8, optionally with Content-Encoding gzip. It is stored while it arrives \
            and worked afterwards; the job says how far. Roles: those of the kind, admin for all. \
            Errors: 400, 401, 403, 404, 409, 413, 415, 422, 503.""")
    @APIResponse(responseCode = "202", description = "The file has arrived whole; Location leads to the job.", content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(responseCode = "422", description = "A column, field or key that does not fit; nothing was stored.")
    public Response upload(@RestPath String kind,
            @Parameter(description = "Name of an import mapping; without one the columns are field names.") @RestQuery @Nullable String mapping,
            @Parameter(description = "upsert (default) or insert.") @RestQuery @Nullable String mode,
            @Parameter(description = "Work the file without keeping anything but the report.") @RestQuery @Nullable Boolean dryRun,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String encoding, UriInfo uri, InputStream body) {
        ImportKind<?> importable = access.kind(kind);
        String key = String.valueOf(IdempotencyKey.read(idempotencyKey, true));
        Upload upload = new Upload(importable, mapping, mode(mode), Boolean.TRUE.equals(dryRun), key,
                caller.issuer() + " " + caller.subject(), caller.subject(), format(contentType), encoding, body);
        ImportReceiver.Received received = slots.use(() -> receiver.receive(upload));
        String path = uri.getRequestUri().getRawPath();
        Response.ResponseBuilder reply = Response.accepted(received.reply()).type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.LOCATION, path.substring(0, path.lastIndexOf('/') + 1) + received.job());
        return received.isReplay() ? reply.header("Idempotency-Replayed", "true").build() : reply.build();
    }

    private static Mode mode(@Nullable String mode) {
        return switch (mode) {
            case null -> Mode.UPSERT;
            case "upsert" -> Mode.UPSERT;
            case "insert" -> Mode.INSERT;
            default -> throw ProblemException.badRequest("unknown-value", "?mode", "mode is upsert or insert.");
        };
    }

    private static FileFormat format(@Nullable String contentType) {
        MediaType type = MediaType.valueOf(contentType);
        String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8").toLowerCase(Locale.ROOT);
        if (!charset.equals("utf-8") && !charset.equals("utf8") && !charset.equals("us-ascii")) {
            throw new ProblemException(ProblemKind.UNSUPPORTED_TYPE, "unsupported-charset", "A file is sent in UTF-8.",
                    List.of());
        }
        return FileFormat.ofMediaType(type.getType() + "/" + type.getSubtype())
                .orElseThrow(() -> new ProblemException(ProblemKind.UNSUPPORTED_TYPE, "unsupported-type",
                        "A file is CSV, tab-separated, white-space separated or NDJSON.", List.of()));
    }

    @GET
    @RolesAllowed(SIGNED_IN)
    @Operation(summary = "List imports, newest first", description = "Roles: those of the kinds. Errors: 400, 401, 403.")
    public Page<ImportView> list(@RestQuery @Nullable String kind, @RestQuery @Nullable ImportState state,
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        int size = Limits.page(limit);
        List<String> after = Cursor.decode(cursor, 2);
        List<ImportJob> found = jobs.page(kind, state, access.kinds(), after.isEmpty() ? null : instant(after.get(0)),
                after.isEmpty() ? null : id(after.get(1)), size + 1);
        List<ImportJob> page = found.size() > size ? found.subList(0, size) : found;
        return new Page<>(page.stream().map(ImportView::of).toList(),
                found.size() > size ? Cursor.encode(page.getLast().startedAt(), page.getLast().id()) : null);
    }

    private static Instant instant(String key) {
        try {
            return Instant.parse(key);
        } catch (DateTimeException foreign) {
            throw Cursor.invalid().causedBy(foreign);
        }
    }

    private static UUID id(String key) {
        try {
            return UUID.fromString(key);
        } catch (IllegalArgumentException foreign) {
            throw Cursor.invalid().causedBy(foreign);
        }
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(SIGNED_IN)
    @Operation(summary = "Show an import", description = "Roles: those of the kind. Errors: 401, 403, 404.")
    @APIResponse(responseCode = "200", description = "The import, with the rows worked so far.")
    public Response show(@RestPath UUID id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        ImportJob job = access.job(id);
        return Replies.item(ImportView.of(job), job.version(), ifNoneMatch);
    }

    @GET
    @Path("/{id}/errors")
    @RolesAllowed(SIGNED_IN)
    @Operation(summary = "List why rows failed, in the order of the file", description = "Roles: those of the kind. Errors: 400, 401, 403, 404, 410.")
    public Page<ImportErrorView> errors(@RestPath UUID id, @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        return reports.errors(access.job(id), Limits.page(limit), cursor);
    }

    @GET
    @Path("/{id}/failed-rows")
    @RolesAllowed(SIGNED_IN)
    @Produces({ "text/csv", "text/tab-separated-values", "text/plain", "application/x-ndjson" })
    @Operation(summary = "Download the failed rows", description = """
            The rows as they came, with one more column "error". Mend them and send them again with the same mapping; the \
            added column is ignored. Roles: those of the kind. Errors: 401, 403, 404, 410.""")
    @APIResponse(responseCode = "200", description = "A file in the format of the upload.")
    public Response failedRows(@RestPath UUID id) {
        ImportJob job = access.job(id);
        reports.key(job);
        StreamingOutput file = out -> reports.writeFailedRows(job, out);
        return Response.ok(file).type(job.format().mediaType() + (job.format() == FileFormat.NDJSON ? "" : ";charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"failed-rows-" + id + "\"").build();
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed(SIGNED_IN)
    @Operation(summary = "Stop an import", description = """
            Rows that were worked stay. If-Match is honoured but not required, because a running import changes all the \
            time. Roles: those of the kind. Errors: 401, 403, 404, 409, 412.""")
    @APIResponse(responseCode = "200", description = "The import, now CANCELLED.")
    public Response cancel(@RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        ImportJob job = access.job(id);
        ETags.checkMatch(ifMatch, job.version());
        if (job.state() != ImportState.CANCELLED && !jobs.cancel(id, clock.instant())) {
            throw ProblemException.conflict("import-finished", "The import has ended already.");
        }
        ImportJob cancelled = access.job(id);
        return Replies.changed(ImportView.of(cancelled), cancelled.version());
    }
}
