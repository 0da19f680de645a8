package dev.tandem.platform.exports;

import java.io.IOException;
import java.io.OutputStream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JacksonException;

import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * Exports over HTTP. A service gives them their place with an empty subclass,
 * {@code @Path("/api/v1/b2b/exports") public class ExportResource extends ExportEndpoints {}}.
 */
@RunOnVirtualThread
@Tag(name = "Exports")
public abstract class ExportEndpoints {

    private static final Logger LOG = Logger.getLogger(ExportEndpoints.class);

    /** Any signed-in caller; which kinds he may export, the kinds themselves say. */
    private static final String SIGNED_IN = "**";

    @Inject
    ExportKinds kinds;
    @Inject
    Export export;

    @GET
    @Path("/{kind}")
    @RolesAllowed(SIGNED_IN)
    @Produces({ "text/csv", "application/x-ndjson" })
    @Operation(summary = "Export all records of one kind", description = """
            A file that the import of the kind takes back without a mapping, where every row is found unchanged. The columns are \
            the import's fields, after id, externalId.system and externalId.id, which name the record. In CSV nested fields are \
            paths such as billingAddress.city, a list is one cell with its JSON, an empty cell is no value, and a cell that a \
            spreadsheet would take for a formula has an apostrophe before it, which the import takes away. Deleted records are \
            left out; records that change meanwhile may be in either state. A reply that ends without its last chunk is not \
            whole. Roles: those of the kind's import, admin for all. Errors: 400, 401, 403, 404, 503.""")
    @APIResponse(responseCode = "200", description = "The file.")
    @APIResponse(responseCode = "400", description = "unknown-value, unknown-parameter")
    @APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
    @APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
    @APIResponse(responseCode = "404", description = "not-found: no such kind")
    @APIResponse(responseCode = "503", description = "overloaded: as many exports as possible are under way")
    public Response export(@RestPath String kind,
            @Parameter(description = "csv (default) or ndjson.") @RestQuery @Nullable String format) {
        ExportKind<?> exportable = kinds.find(kind);
        ExportFormat written = ExportFormat.of(format);
        StreamingOutput file = out -> stream(exportable, written, out);
        return Response.ok(file).type(written.mediaType()).header(HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + written.fileName(kind) + "\"").build();
    }

    /** A reader who leaves is no fault of ours; everything else breaks the reply off. */
    private void stream(ExportKind<?> kind, ExportFormat format, OutputStream out) throws IOException {
        try {
            export.write(kind, format, out);
        } catch (JacksonException ours) {
            throw ours;
        } catch (IOException left) {
            LOG.infof("The reader of an export of the kind %s left: %s", kind.kind(), left.getMessage());
        }
    }
}
