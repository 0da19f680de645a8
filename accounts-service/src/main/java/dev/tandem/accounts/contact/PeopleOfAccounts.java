package dev.tandem.accounts.contact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.account.OfAccounts;
import dev.tandem.platform.resource.Stamp;

/** People stay with their company when two of its records become one, and the company keeps one first contact. */
@Singleton
class PeopleOfAccounts extends OfAccounts {

    private final ContactService service;

    PeopleOfAccounts(ContactService service, EntityManager entities) {
        super("contacts", "select distinct c.id from Contact c join c.accounts l where l.accountId in :accounts order by c.id",
                entities);
        this.service = service;
    }

    @Override
    public void follow(List<UUID> ids, List<UUID> from, UUID to, Stamp stamp) {
        service.follow(ids, from, to, first(from, to), stamp);
    }

    /** The first contact of the account that stays, else of the first that had one. */
    private @Nullable UUID first(List<UUID> from, UUID to) {
        List<UUID> all = new ArrayList<>(List.of(to));
        all.addAll(from);
        Map<UUID, UUID> first = new HashMap<>();
        entities.createQuery("select l.accountId, c.id from Contact c join c.accounts l where l.accountId in :accounts"
                + " and l.isPrimary = true", Object[].class).setParameter("accounts", all).getResultList()
                .forEach(row -> first.put((UUID) row[0], (UUID) row[1]));
        return all.stream().map(first::get).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
