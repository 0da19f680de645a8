package dev.tandem.accounts.team;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.record.Desk;
import dev.tandem.accounts.record.RecordService;
import dev.tandem.accounts.record.Reference;
import dev.tandem.accounts.record.Sorting;
import dev.tandem.accounts.record.Stamp;
import dev.tandem.platform.record.ExternalIds.ExternalId;

@Singleton
class TeamService extends RecordService<Team, TeamDetails, TeamView> {

    TeamService(Desk desk, TeamRepository repository) {
        super(desk, repository, "team", Team.class, TeamDetails.class, new Sorting<Team>().byText("code", Team::code));
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
    protected TeamDetails details(Team team) {
        return team.details();
    }

    @Override
    protected TeamView view(Team team, List<ExternalId> names) {
        return TeamView.of(team, names);
    }

    @Override
    protected Object feed(Team team, @Nullable String externalId) {
        return TeamFeed.of(team, externalId);
    }

    @Override
    protected List<Reference> references(TeamDetails details) {
        return List.of(new Reference("/managerId", "SalesUser", details.managerId()));
    }
}
