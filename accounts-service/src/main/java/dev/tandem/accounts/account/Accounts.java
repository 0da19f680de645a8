package dev.tandem.accounts.account;

import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import dev.tandem.accounts.access.Reach;
import dev.tandem.platform.listing.Listing;

/**
 * Which accounts a restricted caller may know of: those that are his by owner or team, and those of the deals that he sees,
 * because nobody can sell to a company whose record is hidden from him. An account that is seen only through a deal can be
 * read and not changed.
 */
@Singleton
public class Accounts {

    /** A set by each index, put together: the cost is that of the caller's own rows, however many accounts there are. */
    private static final String WITHIN = """
            e.id in (select a.id from Account a where a.ownerId in ? and a.deletedAt is null
                union select a.id from Account a where a.teamId in ? and a.deletedAt is null
                union select o.accountId from Opportunity o where o.ownerId in ? and o.deletedAt is null
                union select o.accountId from Opportunity o where o.teamId in ? and o.deletedAt is null)""";
    private static final String SOLD_TO = """
            select o.id from Opportunity o where o.accountId = :id and o.deletedAt is null
            and (o.ownerId in :owners or o.teamId in :teams)""";

    private final Reach reach;
    private final EntityManager entities;

    Accounts(Reach reach, EntityManager entities) {
        this.reach = reach;
        this.entities = entities;
    }

    void narrow(Listing<Account> listing) {
        if (!reach.isEverything()) {
            Set<UUID> owners = reach.owners();
            Set<UUID> teams = reach.teams();
            listing.and(WITHIN, owners, teams, owners, teams);
        }
    }

    /** Whether the caller may know of the account. */
    boolean isVisible(Account account) {
        return reach.covers(account.ownerId(), account.teamId()) || !entities.createQuery(SOLD_TO, UUID.class)
                .setParameter("id", account.id()).setParameter("owners", reach.owners()).setParameter("teams", reach.teams())
                .setMaxResults(1).getResultList().isEmpty();
    }

    /** The same for an id; one that leads nowhere is left to whoever checks references. */
    public boolean isVisible(UUID id) {
        if (reach.isEverything()) {
            return true;
        }
        Account account = entities.find(Account.class, id);
        return account == null || isVisible(account);
    }
}
