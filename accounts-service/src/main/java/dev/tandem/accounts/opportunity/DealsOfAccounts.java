package dev.tandem.accounts.opportunity;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import dev.tandem.accounts.account.OfAccounts;
import dev.tandem.platform.resource.Stamp;

/** Deals follow their account, closed ones too: what was sold was sold to the same company. */
@Singleton
class DealsOfAccounts extends OfAccounts {

    private final OpportunityService service;

    DealsOfAccounts(OpportunityService service, EntityManager entities) {
        super("opportunities", "select e.id from Opportunity e where e.accountId in :accounts order by e.id", entities);
        this.service = service;
    }

    @Override
    public void follow(List<UUID> ids, List<UUID> from, UUID to, Stamp stamp) {
        service.follow(ids, to, stamp);
    }
}
