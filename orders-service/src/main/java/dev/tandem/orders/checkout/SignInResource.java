package dev.tandem.orders.checkout;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.tandem.orders.Api;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The step from a guest to a shopper over HTTP. */
@Path(Api.PREFIX + "/identify")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Carts")
@APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
@APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
public class SignInResource {

    private final SignInService signIns;

    SignInResource(SignInService signIns) {
        this.signIns = signIns;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(required = true)
    @RolesAllowed(Roles.SHOPPER)
    @Operation(summary = "Say which guest you were", description = "Role: shopper, with the guest's token as proof. The guest's cart and orders become the shopper's; of two carts the larger number of each thing counts, as far as there is stock. A second time changes nothing. Idempotency-Key is required.")
    @APIResponse(responseCode = "200", description = "What has become of the guest's things", content = @Content(schema = @Schema(implementation = SignIn.Result.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "409", description = "request-in-progress")
    @APIResponse(responseCode = "422", description = "required, invalid-guest-token, idempotency-key-reused")
    public Response signIn(SignIn command) {
        return Response.ok(signIns.signIn(command)).build();
    }
}
