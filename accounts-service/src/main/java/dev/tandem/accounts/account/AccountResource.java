package dev.tandem.accounts.account;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.accounts.access.Reach;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Replies;
import dev.tandem.platform.resource.MergeRecords;
import dev.tandem.platform.resource.Readers;
import dev.tandem.platform.resource.RecordApi;
import dev.tandem.platform.resource.RecordEndpoints;
import dev.tandem.platform.resource.Refuses;
import dev.tandem.platform.resource.Writers;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Accounts over HTTP, with the merge of those that are one company. */
@RunOnVirtualThread
@Path("/api/v1/b2b/accounts")
@Tag(name = "Accounts")
@RecordApi(one = "an account", many = "accounts", rows = Reach.ROWS, merged = "account-merged")
@Readers({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
        Roles.ADMIN })
@Writers({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.ADMIN })
@Refuses(conflicts = { "domain-taken", "account-merged" }, invalid = { "unknown-industry", "unknown-country",
        "unknown-currency", "unknown-time-zone",
        "unknown-reference", "owner-not-allowed", "hierarchy-cycle" }, inUse = { "account-in-use", "account-merged" })
public class AccountResource extends RecordEndpoints<AccountDetails, AccountView> {

    private final AccountMerge merge;

    AccountResource(AccountService service, AccountMerge merge) {
        super(service);
        this.merge = merge;
    }

    @POST
    @Path("/{id}/merge")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.ADMIN })
    @Operation(summary = "Make one account of several", description = """
            Roles: sales-manager, customer-success, admin. {rows}For accounts that turned out to be the same company. The \
            addressed one stays and keeps what it says; what it lacks it takes from the others, in the order of `ids`, and it \
            takes over their names in other systems, opportunities, contacts and child accounts. Their ids answer 301 from \
            then on; where a request names one of them, or a file by its name in another system, the one that stays is meant. Values left \
            behind are listed. Cannot be taken back: look with `dryRun=true` first. If-Match is honoured.""")
    @APIResponse(responseCode = "200", description = "What became one", content = @Content(schema = @Schema(implementation = AccountMergeView.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "account-merged, concurrent-change, request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "unknown-reference, merge-into-itself, merge-too-large: more than 1,000 records or 20 names would go along, idempotency-key-reused")
    public Response merge(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Parameter(description = "Only tell what would become one") @RestQuery @Nullable Boolean dryRun,
            @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MergeRecords.class))) JsonNode body) {
        boolean isDryRun = Boolean.TRUE.equals(dryRun);
        AccountMergeView view = AccountMergeView.of(merge.merge(id, ifMatch, body, isDryRun), isDryRun);
        return Replies.changed(view, view.account().version());
    }
}
