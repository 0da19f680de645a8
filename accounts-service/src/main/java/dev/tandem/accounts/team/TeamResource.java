package dev.tandem.accounts.team;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.resource.Readers;
import dev.tandem.platform.resource.RecordApi;
import dev.tandem.platform.resource.RecordEndpoints;
import dev.tandem.platform.resource.Refuses;
import dev.tandem.platform.resource.Writers;

/** Teams over HTTP. */
@Path("/api/v1/b2b/teams")
@Tag(name = "Teams")
@RecordApi(one = "a team", many = "teams")
@Readers({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
        Roles.ADMIN })
@Writers(Roles.ADMIN)
@Refuses(conflicts = "code-taken", invalid = "unknown-reference")
public class TeamResource extends RecordEndpoints<TeamDetails, TeamView> {

    TeamResource(TeamService service) {
        super(service);
    }
}
