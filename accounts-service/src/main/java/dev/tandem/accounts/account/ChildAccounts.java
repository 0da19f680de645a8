package dev.tandem.accounts.account;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import dev.tandem.platform.resource.Stamp;

/** The accounts below those that are merged. */
@Singleton
class ChildAccounts extends OfAccounts {

    private final AccountService service;

    ChildAccounts(AccountService service, EntityManager entities) {
        super("accounts", "select e.id from Account e where e.parentAccountId in :accounts and e.mergedIntoId is null"
                + " order by e.id", entities);
        this.service = service;
    }

    @Override
    public void follow(List<UUID> ids, List<UUID> from, UUID to, Stamp stamp) {
        service.moveUnder(ids, to, stamp);
    }
}
