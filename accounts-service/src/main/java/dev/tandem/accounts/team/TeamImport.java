package dev.tandem.accounts.team;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.tandem.accounts.record.DetailsImport;
import dev.tandem.platform.imports.ImportContext;

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
        Map<String, TeamDetails> minimal = new LinkedHashMap<>();
        ids.forEach(id -> minimal.put(id, new TeamDetails(id, null, null, null)));
        return createAll(system, "code", minimal, context);
    }
}
