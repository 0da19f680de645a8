package dev.tandem.accounts.salesuser;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.resource.Readers;
import dev.tandem.platform.resource.RecordApi;
import dev.tandem.platform.resource.RecordEndpoints;
import dev.tandem.platform.resource.Refuses;
import dev.tandem.platform.resource.Writers;

/** Sales users over HTTP. */
@Path("/api/v1/b2b/sales-users")
@Tag(name = "Sales users")
@RecordApi(one = "a sales user", many = "sales users")
@Readers({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
        Roles.ADMIN })
@Writers(Roles.ADMIN)
@Refuses(conflicts = "username-taken", invalid = { "unknown-reference", "hierarchy-cycle" })
public class SalesUserResource extends RecordEndpoints<SalesUserDetails, SalesUserView> {

    SalesUserResource(SalesUserService service) {
        super(service);
    }
}
