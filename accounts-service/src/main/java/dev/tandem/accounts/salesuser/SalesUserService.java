package dev.tandem.accounts.salesuser;

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
class SalesUserService extends RecordService<SalesUser, SalesUserDetails, SalesUserView> {

    SalesUserService(Desk desk, SalesUserRepository repository) {
        super(desk, repository, "sales-user", SalesUser.class, SalesUserDetails.class,
                new Sorting<SalesUser>().byText("username", SalesUser::username));
    }

    @Override
    protected SalesUser open(UUID id, SalesUserDetails details, Stamp stamp) {
        return new SalesUser(id, details, stamp);
    }

    @Override
    protected void revise(SalesUser user, SalesUserDetails details, Stamp stamp) {
        user.revise(details, stamp);
    }

    @Override
    protected SalesUserDetails details(SalesUser user) {
        return user.details();
    }

    @Override
    protected SalesUserView view(SalesUser user, List<ExternalId> names) {
        return SalesUserView.of(user, names);
    }

    @Override
    protected Object feed(SalesUser user, @Nullable String externalId) {
        return SalesUserFeed.of(user, externalId);
    }

    @Override
    protected List<Reference> references(SalesUserDetails details) {
        return List.of(new Reference("/managerId", "SalesUser", details.managerId()),
                new Reference("/teamId", "Team", details.teamId()));
    }
}
