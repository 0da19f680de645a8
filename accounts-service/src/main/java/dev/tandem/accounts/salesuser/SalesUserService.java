package dev.tandem.accounts.salesuser;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.tandem.platform.resource.Desk;
import dev.tandem.platform.resource.RecordKind;
import dev.tandem.platform.resource.RecordService;
import dev.tandem.platform.resource.Reference;
import dev.tandem.platform.resource.Stamp;

@Singleton
class SalesUserService extends RecordService<SalesUser, SalesUserDetails, SalesUserView> {

    SalesUserService(Desk desk) {
        super(desk,
                new RecordKind<>("sales-user", SalesUser.class, SalesUserDetails.class, SalesUserView.class, SalesUser::details,
                        SalesUserView::of,
                        SalesUserFeed::of));
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
    protected List<Reference> references(SalesUserDetails details) {
        return List.of(new Reference("/managerId", "SalesUser", details.managerId()),
                new Reference("/teamId", "Team", details.teamId()));
    }
}
