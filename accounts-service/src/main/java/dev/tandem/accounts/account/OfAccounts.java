package dev.tandem.accounts.account;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.EntityManager;

import dev.tandem.platform.resource.Followers;

/** What belongs to accounts: whoever keeps the id of an account is one, so that no merge leaves anything behind. */
public abstract class OfAccounts implements Followers {

    protected final EntityManager entities;
    private final String name;
    private final String query;

    /** @param query the ids, in their order, of what belongs to one of {@code :accounts} */
    protected OfAccounts(String name, String query, EntityManager entities) {
        this.name = name;
        this.query = query;
        this.entities = entities;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<UUID> of(Collection<UUID> accounts, int limit) {
        return entities.createQuery(query, UUID.class).setParameter("accounts", accounts).setMaxResults(limit).getResultList();
    }
}
