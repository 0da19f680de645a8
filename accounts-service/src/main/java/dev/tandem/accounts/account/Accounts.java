package dev.tandem.accounts.account;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import org.jspecify.annotations.Nullable;

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

    /** Whether the caller may know of the account; one that was merged is known to whom the one that it lives on in is. */
    boolean isVisible(Account account) {
        if (account.mergedIntoId() != null) {
            return isVisible(survivor(account));
        }
        return reach.covers(account.ownerId(), account.teamId()) || !entities.createQuery(SOLD_TO, UUID.class)
                .setParameter("id", account.id()).setParameter("owners", reach.owners()).setParameter("teams", reach.teams())
                .setMaxResults(1).getResultList().isEmpty();
    }

    /** The account that one lives on in at last: one that took another over may have been merged itself. */
    Account survivor(Account account) {
        Account last = account;
        while (last.mergedIntoId() != null) {
            last = entities.find(Account.class, last.mergedIntoId());
        }
        return last;
    }

    /** Those of the ids whose account was merged, each with the one that it lives on in. One query where there is none. */
    public Map<UUID, UUID> heirs(Collection<UUID> ids) {
        Map<UUID, UUID> heirs = new HashMap<>();
        if (!ids.isEmpty()) {
            entities.createQuery("select a from Account a where a.id in :ids and a.mergedIntoId is not null", Account.class)
                    .setParameter("ids", ids).getResultList().forEach(gone -> heirs.put(gone.id(), survivor(gone).id()));
        }
        return heirs;
    }

    /** The same for one id; one that is not merged, or leads nowhere, stays as it is. */
    public @Nullable UUID living(@Nullable UUID id) {
        return id == null ? null : heirs(List.of(id)).getOrDefault(id, id);
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
