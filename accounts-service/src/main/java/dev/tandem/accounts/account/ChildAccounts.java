package dev.tandem.accounts.account;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import dev.tandem.platform.resource.Stamp;

/** The accounts below those that are merged. */
@Singleton
class ChildAccounts implements OfAccounts {

    private final AccountService service;
    private final EntityManager entities;

    ChildAccounts(AccountService service, EntityManager entities) {
        this.service = service;
        this.entities = entities;
    }

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public List<UUID> of(Collection<UUID> accounts, int limit) {
        return entities.createQuery("select e.id from Account e where e.parentAccountId in :accounts and e.mergedIntoId is null"
                + " order by e.id", UUID.class).setParameter("accounts", accounts).setMaxResults(limit).getResultList();
    }

    @Override
    public void follow(List<UUID> ids, List<UUID> from, UUID to, Stamp stamp) {
        service.moveUnder(ids, to, stamp);
    }
}
