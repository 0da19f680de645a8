package dev.tandem.platform.resource;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.http.Replies;
import dev.tandem.platform.query.QueryNames;
import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * The operations that every plain resource has. A resource is an empty subclass with its path, its tag, its
 * {@link RecordApi}, its {@link Readers}, {@link Writers} and what it {@link Refuses}; what it adds are the actions that only
 * it has. The words in braces are filled for each resource by {@link RecordDocument}; roles are checked by
 * {@link RecordAccess}, because an annotation here cannot differ by subclass.
 *
 * @param <D> what a client may set
 * @param <V> what is shown, and by which marks lists can be asked
 */
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public abstract class RecordEndpoints<D extends Record, V extends RecordView> {

    /** Any signed-in caller; which roles, {@link RecordAccess} decides. */
    private static final String SIGNED_IN = "**";
    private static final String SEARCH = "Words: each is the beginning of a word of {searched}; or a whole external id";
    private static final String EXTERNAL_ID = "The name in one other system, as `system:id`";
    private static final Set<String> COUNT = Set.of("q", "externalId");
    private static final Set<String> LIST = Set.of("q", "externalId", "sort", "cursor", "limit");
    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";

    private final RecordService<?, D, V> service;
    private final String defaultSort;

    protected RecordEndpoints(RecordService<?, D, V> service) {
        this.service = service;
        this.defaultSort = getClass().getAnnotation(RecordApi.class).defaultSort();
    }

    @GET
    @RolesAllowed(SIGNED_IN)
    @QueryNames("*")
    @Operation(summary = "List {many}", description = "{readers} {rows}Sort by {sorts}; a leading `-` turns it round. "
            + "A filter value of `null` asks for absence. "
            + "Errors: 400 unknown-parameter, invalid-parameter, unknown-sort, invalid-cursor, out-of-range.")
    @APIResponse(responseCode = "200", description = "A page of {many}")
    public Page<V> list(UriInfo uri, @Parameter(description = SEARCH) @RestQuery @Nullable String q,
            @Parameter(description = EXTERNAL_ID) @RestQuery @Nullable String externalId, @RestQuery @Nullable String sort,
            @RestQuery @Nullable String cursor,
            @Parameter(description = "1 to 200, 50 unless set") @RestQuery @Nullable Integer limit) {
        return service.page(new Question(q, externalId, filters(uri, LIST)), sort == null ? defaultSort : sort, cursor, limit);
    }

    @GET
    @Path("/count")
    @RolesAllowed(SIGNED_IN)
    @QueryNames("*")
    @Operation(summary = "Count {many}", description = "{readers} {rows}Exact up to 10,000, then `atLeast`. "
            + "Errors: 400 unknown-parameter, invalid-parameter.")
    @APIResponse(responseCode = "200", description = "The count")
    public Count count(UriInfo uri, @Parameter(description = SEARCH) @RestQuery @Nullable String q,
            @Parameter(description = EXTERNAL_ID) @RestQuery @Nullable String externalId) {
        return service.count(new Question(q, externalId, filters(uri, COUNT)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(SIGNED_IN)
    @Operation(summary = "Read {one}", description = "{readers} {rows}Errors: 404 not-found.")
    @APIResponse(responseCode = "200", description = "As it is, with its ETag")
    @APIResponse(responseCode = "304", description = "If-None-Match names the present version")
    public Response get(@RestPath UUID id, @RestHeader(IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        V view = service.get(id);
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed(SIGNED_IN)
    @Operation(summary = "Create {one}", description = "{writers} Honours Idempotency-Key. Errors: {conflicts}; {refusals}.")
    @APIResponse(responseCode = "201", description = "Created, with its ETag and Location")
    public Response create(UriInfo uri, @RequestBody(required = true) JsonNode body) {
        V view = service.create(body);
        return Replies.created(URI.create(uri.getPath() + "/" + view.id()), view, view.version());
    }

    @PATCH
    @Path("/{id}")
    @Consumes("application/merge-patch+json")
    @RolesAllowed(SIGNED_IN)
    @Operation(summary = "Change {one}", description = "{writers} {rows}RFC 7396 over the settable fields; null clears. "
            + "Errors: 404 not-found; {conflicts}; 412 version-mismatch; {refusals}; 428 if-match-required.")
    @APIResponse(responseCode = "200", description = "As it is after the change")
    public Response patch(@RestPath UUID id, @RestHeader(IF_MATCH) @Nullable String ifMatch,
            @RequestBody(required = true) JsonNode patch) {
        V view = service.patch(id, ifMatch, patch);
        return Replies.changed(view, view.version());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(SIGNED_IN)
    @Operation(summary = "Delete {one}", description = "{writers} It can be restored; the ETag of the reply is the version for "
            + "that. Errors: 404 not-found; {inUse}412 version-mismatch; 428 if-match-required.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(@RestPath UUID id, @RestHeader(IF_MATCH) @Nullable String ifMatch) {
        return Replies.deleted(service.delete(id, ifMatch));
    }

    @POST
    @Path("/{id}/restore")
    @Idempotent
    @RolesAllowed(SIGNED_IN)
    @Operation(summary = "Restore {one}", description = "{writers} What is not deleted stays as it is. "
            + "Errors: 404 not-found; {taken}; 412 version-mismatch; 428 if-match-required.")
    @APIResponse(responseCode = "200", description = "As it is again")
    public Response restore(@RestPath UUID id, @RestHeader(IF_MATCH) @Nullable String ifMatch) {
        V view = service.restore(id, ifMatch);
        return Replies.changed(view, view.version());
    }

    private static Map<String, String> filters(UriInfo uri, Set<String> others) {
        Map<String, String> asked = new HashMap<>();
        uri.getQueryParameters().forEach((name, values) -> asked.put(name, values.getFirst()));
        asked.keySet().removeAll(others);
        return asked;
    }
}
