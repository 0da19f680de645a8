package dev.tandem.accounts.account;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

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

    /**
     * Selects the ids of the accounts that a restricted caller may know of, for a condition with the values of
     * {@link #knownTo}. A set by each index, put together: the cost is that of the caller's own rows, however many accounts
     * there are.
     */
    public static final String KNOWN = """
            select a.id from Account a where a.ownerId in ? and a.deletedAt is null
                union select a.id from Account a where a.teamId in ? and a.deletedAt is null
                union select o.accountId from Opportunity o where o.ownerId in ? and o.deletedAt is null
                union select o.accountId from Opportunity o where o.teamId in ? and o.deletedAt is null""";
    private static final String COVERED = """
            select a.id from Account a where a.id in :ids and a.deletedAt is null
            and (a.ownerId in :owners or a.teamId in :teams)""";
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
            listing.and("e.id in (" + KNOWN + ")", knownTo().toArray());
        }
    }

    /** Who the present, restricted caller is, for {@link #KNOWN}. */
    public List<Object> knownTo() {
        return List.of(reach.owners(), reach.teams(), reach.owners(), reach.teams());
    }

    /** Those of at most two hundred ids that are accounts which the caller may know of. */
    public Set<UUID> visible(Collection<UUID> ids) {
        Listing<Account> listing = new Listing<>(entities, Account.class, AccountView.class).and("e.id in ?", ids);
        narrow(listing);
        return listing.page("id", 200, null).items().stream().map(Account::id).collect(Collectors.toSet());
    }

    /** Whether one of these accounts is the caller's by owner or team, so that he may change what is in it. */
    public boolean isAnyCovered(Collection<UUID> ids) {
        return reach.isEverything() || !entities.createQuery(COVERED, UUID.class).setParameter("ids", ids)
                .setParameter("owners", reach.owners()).setParameter("teams", reach.teams()).setMaxResults(1).getResultList()
                .isEmpty();
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
