package dev.tandem.accounts.team;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.resource.DetailsImport;

/** Rows of teams; a team that no file has brought yet is made from its code alone. */
@Singleton
class TeamImport extends DetailsImport<Team, TeamDetails> {

    TeamImport(TeamService service) {
        super(service);
    }

    @Override
    public Map<String, String> references() {
        return Map.of("managerId", "sales-user");
    }

    @Override
    public Map<String, UUID> createMinimal(String system, Collection<String> ids, ImportContext context) {
        return createFromNames(system, "code", "code", ids, context);
    }
}
