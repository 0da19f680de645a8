package dev.tandem.platform.webhook;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.Cursor;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Limits;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.http.Replies;
import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * Webhooks over HTTP. A service gives them their place with an empty subclass,
 * {@code @Path("/api/v1/b2b/webhooks") public class WebhookResource extends WebhookEndpoints {}}.
 */
@RunOnVirtualThread
@Tag(name = "Webhooks")
@Produces(MediaType.APPLICATION_JSON)
public abstract class WebhookEndpoints {

    @Inject
    WebhookService webhooks;
    @Inject
    DeliveryService deliveries;
    @Inject
    WebhookWorker worker;

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "List webhooks, oldest first", description = "Role: admin. Errors: 400, 401, 403.")
    public Page<WebhookView> list(@RestQuery @Nullable String name, @RestQuery @Nullable String kind,
            @RestQuery @Nullable Boolean active, @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        int size = Limits.page(limit);
        return page(webhooks.page(new Webhooks.Filter(name, kind, active), key(cursor), size + 1), size, Webhook::id,
                WebhookView::of);
    }

    @GET
    @Path("/count")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Count webhooks", description = "Role: admin. Errors: 400, 401, 403.")
    public Count count(@RestQuery @Nullable String name, @RestQuery @Nullable String kind,
            @RestQuery @Nullable Boolean active) {
        return webhooks.count(new Webhooks.Filter(name, kind, active));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Show a webhook", description = "Its secret is not shown again. Role: admin. Errors: 401, 403, 404.")
    @APIResponse(responseCode = "200", description = "As it is, with its ETag.", content = @Content(schema = @Schema(implementation = WebhookView.class)))
    @APIResponse(responseCode = "304", description = "If-None-Match names the present version.")
    public Response show(@RestPath UUID id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        WebhookView view = WebhookView.of(webhooks.get(id));
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @POST
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Create a webhook", description = """
            Every change of these kinds that begins after the reply is sent to the URL, signed with the secret; the reply \
            is the only one that shows it. The host is looked up at once and before every call and must lie in the public \
            Internet, unless the service is configured otherwise. Role: admin. \
            Errors: 400, 401, 403, 409 too-many-webhooks, 415, \
            422 invalid-url, insecure-url, port-not-allowed, address-not-allowed, unknown-host, unknown-kind.""")
    @APIResponse(responseCode = "201", description = "Created, with its secret, ETag and Location.", content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Response create(@RequestBody(required = true) @Valid @NotNull NewWebhook webhook, UriInfo uri) {
        WebhookView view = webhooks.create(webhook);
        return Replies.created(URI.create(uri.getRequestUri().getRawPath() + "/" + view.id()), view, view.version());
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Consumes("application/merge-patch+json")
    @Operation(summary = "Change a webhook", description = """
            RFC 7396 over the settable fields; null clears. Switched off it collects nothing, and what waits goes on when it \
            is switched on again. Role: admin. \
            Errors: 400, 401, 403, 404, 412, 415, 422 as for the creation, 428.""")
    @APIResponse(responseCode = "200", description = "As it is after the change.", content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Response patch(@RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(mediaType = "application/merge-patch+json", schema = @Schema(implementation = WebhookDetails.class))) JsonNode patch) {
        WebhookView view = WebhookView.of(webhooks.patch(id, ifMatch, patch));
        return Replies.changed(view, view.version());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Delete a webhook", description = """
            Its secret and what waits are given up at once; it cannot be restored. Role: admin. \
            Errors: 401, 403, 404, 412, 428.""")
    @APIResponse(responseCode = "204", description = "Deleted.")
    public Response delete(@RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        webhooks.delete(id, ifMatch);
        return Replies.noContent();
    }

    @POST
    @Path("/{id}/rotate-secret")
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replace the secret", description = """
            For the overlap every delivery carries a signature of each secret. The reply is the only one that shows the new \
            one. Role: admin. Errors: 400, 401, 403, 404, 412, 415, 422, 428.""")
    @APIResponse(responseCode = "200", description = "The webhook with its new secret.", content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Response rotate(@RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RequestBody(required = true) @Valid @NotNull RotateSecret rotation) {
        WebhookView view = webhooks.rotate(id, ifMatch, rotation);
        return Replies.changed(view, view.version());
    }

    @POST
    @Path("/{id}/test")
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Send a ping", description = """
            An event of type tandem.ping.v1 without data, delivered as any other, also while the webhook is switched off. \
            Location leads to the delivery. Role: admin. Errors: 401, 403, 404.""")
    @APIResponse(responseCode = "202", description = "The delivery waits.", content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    public Response test(@RestPath UUID id, UriInfo uri) {
        DeliveryView view = deliveries.ping(id);
        worker.kick();
        String path = uri.getRequestUri().getRawPath();
        return Response.accepted(view).header(HttpHeaders.LOCATION,
                path.substring(0, path.lastIndexOf('/')) + "/deliveries/" + view.id()).build();
    }

    @GET
    @Path("/{id}/deliveries")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "List the deliveries of a webhook, newest first", description = """
            The log is kept for 30 days after a delivery ended, unless configured otherwise. \
            Role: admin. Errors: 400, 401, 403, 404.""")
    public Page<DeliveryView> deliveries(@RestPath UUID id, @RestQuery @Nullable DeliveryState state,
            @RestQuery @Nullable String kind,
            @Parameter(description = "Id of the record that changed.") @RestQuery @Nullable UUID subject,
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        int size = Limits.page(limit);
        return page(deliveries.page(new Deliveries.Filter(id, state, kind, subject), key(cursor), size + 1), size,
                Delivery::eventId, DeliveryView::of);
    }

    @GET
    @Path("/{id}/deliveries/count")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Count the deliveries of a webhook", description = "Role: admin. Errors: 400, 401, 403, 404.")
    public Count countDeliveries(@RestPath UUID id, @RestQuery @Nullable DeliveryState state, @RestQuery @Nullable String kind,
            @Parameter(description = "Id of the record that changed.") @RestQuery @Nullable UUID subject) {
        return deliveries.count(new Deliveries.Filter(id, state, kind, subject));
    }

    @GET
    @Path("/{id}/deliveries/{deliveryId}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Show a delivery with its body", description = """
            The body is the event as it is sent, while the feed keeps it. Role: admin. Errors: 401, 403, 404.""")
    @APIResponse(responseCode = "200", description = "As it is, with its ETag.", content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @APIResponse(responseCode = "304", description = "If-None-Match names the present version.")
    public Response delivery(@RestPath UUID id, @RestPath UUID deliveryId,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        DeliveryView view = deliveries.get(id, deliveryId);
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @POST
    @Path("/{id}/deliveries/{deliveryId}/redeliver")
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Send a delivery again", description = """
            Under the same id, whatever became of it; tries and age begin anew. If-Match is honoured if sent. \
            Role: admin. Errors: 401, 403, 404, 409 webhook-inactive, 412.""")
    @APIResponse(responseCode = "202", description = "The delivery waits again.", content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    public Response redeliver(@RestPath UUID id, @RestPath UUID deliveryId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        DeliveryView view = deliveries.redeliver(id, deliveryId, ifMatch);
        worker.kick();
        return Response.accepted(view).build();
    }

    private static <R, V> Page<V> page(List<R> found, int size, Function<R, UUID> id, Function<R, V> view) {
        List<R> page = found.size() > size ? found.subList(0, size) : found;
        return new Page<>(page.stream().map(view).toList(),
                found.size() > size ? Cursor.encode(id.apply(page.getLast())) : null);
    }

    private static @Nullable UUID key(@Nullable String cursor) {
        List<String> keys = Cursor.decode(cursor, 1);
        try {
            return keys.isEmpty() ? null : UUID.fromString(keys.getFirst());
        } catch (IllegalArgumentException foreign) {
            throw Cursor.invalid().causedBy(foreign);
        }
    }
}
