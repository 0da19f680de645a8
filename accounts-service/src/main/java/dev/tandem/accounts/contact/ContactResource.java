package dev.tandem.accounts.contact;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

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

/** Contacts over HTTP, with what they may ask for as persons. */
@RunOnVirtualThread
@Path("/api/v1/b2b/contacts")
@Tag(name = "Contacts")
@RecordApi(one = "a contact", many = "contacts", rows = ContactResource.ROWS, merged = "contact-merged")
@Readers({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
        Roles.ADMIN })
@Writers({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.ADMIN })
@Refuses(conflicts = { "email-taken", "primary-taken", "person-erased", "contact-merged", "account-merged" }, invalid = {
        "required", "invalid-email",
        "invalid-phone", "unknown-country", "invalid-language", "duplicate-purpose", "in-the-future",
        "withdrawn-before-granted", "duplicate-account", "primary-inactive", "unknown-reference", "owner-not-allowed",
        "account-not-allowed" })
public class ContactResource extends RecordEndpoints<ContactDetails, ContactView> {

    static final String ROWS = "Sales people see their own and their team's contacts and those in the accounts that they see, "
            + "managers their branch's; another's row is 404, and who is seen only through an account of another is not changed.";

    private final ContactRights rights;
    private final ContactMerge merge;

    ContactResource(ContactService service, ContactRights rights, ContactMerge merge) {
        super(service);
        this.rights = rights;
        this.merge = merge;
    }

    @POST
    @Path("/{id}/merge")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.ADMIN })
    @Operation(summary = "Make one contact of several", description = """
            {writers} {rows}For contacts who turned out to be the same person. The addressed one stays and keeps what it says; \
            what it lacks it takes from the others, in the order of `ids`, with their names in other systems. Accounts are \
            joined, of two consents the later statement holds, and who wants no calls gets none. The others' ids answer 301 \
            from then on, and nothing is left in their records. Values left behind are listed, and sealed in the audit: \
            erasure and export of the contact that stays reach them. Cannot be taken back: look with `dryRun=true` first. \
            If-Match is honoured.""")
    @APIResponse(responseCode = "200", description = "Who became one", content = @Content(schema = @Schema(implementation = ContactMergeView.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "contact-merged, person-erased, concurrent-change, request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "unknown-reference, merge-into-itself, merge-too-large: it would be in more than 50 accounts or have more than 20 names, idempotency-key-reused")
    public Response merge(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Parameter(description = "Only tell who would become one") @RestQuery @Nullable Boolean dryRun,
            @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MergeRecords.class))) JsonNode body) {
        boolean isDryRun = Boolean.TRUE.equals(dryRun);
        ContactMergeView view = ContactMergeView.of(merge.merge(id, ifMatch, body, isDryRun), isDryRun);
        return Replies.changed(view, view.contact().version());
    }

    @POST
    @Path("/{id}/erasure")
    @Idempotent(required = true)
    @RolesAllowed({ Roles.CUSTOMER_SUCCESS, Roles.ADMIN })
    @Operation(summary = "Forget a person", description = """
            Roles: customer-success, admin. Needs Idempotency-Key; If-Match is honoured. Cannot be taken back. What stays is that \
            there was somebody in these accounts, no longer active; the audit keeps that something was changed and not what, \
            names in other systems are kept as hashes: a file that names the person again is refused with person-erased, row by \
            row, and nothing of such a row is kept. A second erasure changes nothing and gives the same reply.""")
    @APIResponse(responseCode = "200", description = "What is left of the contact", content = @Content(schema = @Schema(implementation = ContactView.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-parameter")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "request-in-progress, contact-merged")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Response erase(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        ContactView view = rights.erase(id, ifMatch);
        return Replies.changed(view, view.version());
    }

    @GET
    @Path("/{id}/export")
    @RolesAllowed({ Roles.CUSTOMER_SUCCESS, Roles.ADMIN })
    @Operation(summary = "All that is kept about a person", description = """
            Roles: customer-success, admin. One JSON document: exportedAt, contact, audit with before and after, failedImportRows \
            that tell of the person. Of an erased person nothing is kept: 404. A reply that ends without its last chunk is not \
            whole.""")
    @APIResponse(responseCode = "200", description = "The document")
    @APIResponse(responseCode = "301", description = "contact-merged: it lives on in another, to whose export Location leads")
    @APIResponse(responseCode = "404", description = "not-found: absent, or erased")
    public Response export(@RestPath UUID id) {
        ContactRights.Head head = rights.head(id);
        StreamingOutput document = out -> rights.write(head, out);
        return Response.ok(document).type(MediaType.APPLICATION_JSON).header(HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"contact-" + id + ".json\"").build();
    }
}
