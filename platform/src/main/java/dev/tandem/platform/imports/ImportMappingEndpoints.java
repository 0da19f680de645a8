package dev.tandem.platform.imports;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * Mappings over HTTP. A service gives them their place with an empty subclass,
 * {@code @Path("/api/v1/b2b/import-mappings") public class ImportMappingResource extends ImportMappingEndpoints {}}.
 */
@RunOnVirtualThread
@Tag(name = "Imports")
@Produces(MediaType.APPLICATION_JSON)
public abstract class ImportMappingEndpoints {

    private static final String EXAMPLE = """
            {"format":"CSV","externalId":{"system":"crm","from":"id"},
             "fields":{"name":{"from":"title"},"closedOn":{"from":"close_date","date":"yyyy-MM-dd"}}}""";

    @Inject
    ImportMappings mappings;
    @Inject
    ImportAccess access;
    @Inject
    Caller caller;

    @PUT
    @Path("/{name}")
    @RolesAllowed("**")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Store an import mapping", description = """
            Names columns and the fields they become. An equal mapping keeps its version. If-Match is honoured. \
            Roles: those that may import any kind. Errors: 400, 401, 403, 412, 415, 422.""")
    @RequestBody(required = true, content = @Content(schema = @Schema(type = SchemaType.OBJECT), examples = @ExampleObject(name = "mapping", value = EXAMPLE)))
    @APIResponse(responseCode = "200", description = "The mapping was there and is now this one.", content = @Content(schema = @Schema(type = SchemaType.OBJECT), examples = @ExampleObject(name = "mapping", value = EXAMPLE)))
    @APIResponse(responseCode = "201", description = "The mapping is new.", content = @Content(schema = @Schema(type = SchemaType.OBJECT), examples = @ExampleObject(name = "mapping", value = EXAMPLE)))
    public Response put(@RestPath String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode mapping) {
        access.kinds();
        ImportMappings.Put put = mappings.put(name, mapping, ifMatch, caller.subject());
        return Response.status(put.isNew() ? Response.Status.CREATED : Response.Status.OK)
                .header(HttpHeaders.ETAG, ETags.of(put.version())).entity(mapping).build();
    }

    @GET
    @Path("/{name}")
    @RolesAllowed("**")
    @Operation(summary = "Show an import mapping", description = "Roles: those that may import any kind. Errors: 401, 403, 404.")
    @APIResponse(responseCode = "200", description = "The mapping as it was stored.", content = @Content(schema = @Schema(type = SchemaType.OBJECT), examples = @ExampleObject(name = "mapping", value = EXAMPLE)))
    public Response show(@RestPath String name, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        access.kinds();
        ImportMappings.StoredMapping stored = mappings.find(name)
                .orElseThrow(() -> ProblemException.notFound("import mapping", name));
        if (ETags.matches(ifNoneMatch, stored.version())) {
            return Response.notModified().header(HttpHeaders.ETAG, ETags.of(stored.version())).build();
        }
        return Response.ok(stored.definition()).type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ETAG, ETags.of(stored.version())).build();
    }
}
