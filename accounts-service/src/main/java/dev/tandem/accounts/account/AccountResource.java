package dev.tandem.accounts.account;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.tandem.accounts.access.Reach;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.resource.Readers;
import dev.tandem.platform.resource.RecordApi;
import dev.tandem.platform.resource.RecordEndpoints;
import dev.tandem.platform.resource.Refuses;
import dev.tandem.platform.resource.Writers;

/** Accounts over HTTP. */
@Path("/api/v1/b2b/accounts")
@Tag(name = "Accounts")
@RecordApi(one = "an account", many = "accounts", rows = Reach.ROWS)
@Readers({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
        Roles.ADMIN })
@Writers({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.ADMIN })
@Refuses(conflicts = "domain-taken", invalid = { "unknown-industry", "unknown-country", "unknown-currency", "unknown-time-zone",
        "unknown-reference", "owner-not-allowed", "hierarchy-cycle" }, inUse = "account-in-use")
public class AccountResource extends RecordEndpoints<AccountDetails, AccountView> {

    AccountResource(AccountService service) {
        super(service);
    }
}
