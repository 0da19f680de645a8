package dev.tandem.accounts.opportunity;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import dev.tandem.accounts.account.OfAccounts;
import dev.tandem.platform.resource.Stamp;

/** Deals follow their account, closed ones too: what was sold was sold to the same company. */
@Singleton
class DealsOfAccounts implements OfAccounts {

    private final OpportunityService service;
    private final EntityManager entities;

    DealsOfAccounts(OpportunityService service, EntityManager entities) {
        this.service = service;
        this.entities = entities;
    }

    @Override
    public String name() {
        return "opportunities";
    }

    @Override
    public List<UUID> of(Collection<UUID> accounts, int limit) {
        return entities.createQuery("select e.id from Opportunity e where e.accountId in :accounts order by e.id", UUID.class)
                .setParameter("accounts", accounts).setMaxResults(limit).getResultList();
    }

    @Override
    public void follow(List<UUID> ids, List<UUID> from, UUID to, Stamp stamp) {
        service.follow(ids, to, stamp);
    }
}
