package dev.tandem.accounts.team;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.tandem.platform.resource.Desk;
import dev.tandem.platform.resource.RecordKind;
import dev.tandem.platform.resource.RecordService;
import dev.tandem.platform.resource.Reference;
import dev.tandem.platform.resource.Stamp;

@Singleton
class TeamService extends RecordService<Team, TeamDetails, TeamView> {

    TeamService(Desk desk) {
        super(desk, new RecordKind<>("team", Team.class, TeamDetails.class, TeamView.class, Team::details, TeamView::of,
                TeamFeed::of));
    }

    @Override
    protected Team open(UUID id, TeamDetails details, Stamp stamp) {
        return new Team(id, details, stamp);
    }

    @Override
    protected void revise(Team team, TeamDetails details, Stamp stamp) {
        team.revise(details, stamp);
    }

    @Override
    protected List<Reference> references(TeamDetails details) {
        return List.of(new Reference("/managerId", "SalesUser", details.managerId()));
    }
}
