package dev.tandem.accounts.account;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.resource.Followers;
import dev.tandem.platform.resource.RecordMerge;
import dev.tandem.platform.resource.Stamp;
import io.quarkus.arc.All;

/** Makes one account of several that turned out to be the same company. */
@Singleton
class AccountMerge extends RecordMerge<Account, AccountDetails, AccountView> {

    private final EntityManager entities;

    AccountMerge(AccountService service, @All List<OfAccounts> followers, EntityManager entities,
            @ConfigProperty(name = "tandem.accounts.merge.max-moved", defaultValue = "1000") int limit) {
        super(service, List.<Followers> copyOf(followers), limit);
        this.entities = entities;
    }

    @Override
    protected void absorb(Account survivor, List<UUID> gone, List<AccountDetails> others, Stamp stamp) {
        survivor.absorb(others, place(survivor, Set.copyOf(gone)), stamp);
    }

    @Override
    protected void end(Account other, UUID survivor, Stamp stamp) {
        other.mergeInto(survivor, stamp);
    }

    /**
     * Where the account that stays belongs: where the topmost of those among its ancestors that go belonged. The accounts
     * between them come to belong to it, and a circle would arise if it stayed below.
     */
    private @Nullable UUID place(Account survivor, Set<UUID> gone) {
        UUID place = survivor.parentAccountId();
        Set<UUID> seen = new HashSet<>();
        for (UUID at = place; at != null && seen.add(at);) {
            Account above = entities.find(Account.class, at);
            if (gone.contains(at)) {
                place = above.parentAccountId();
            }
            at = above.parentAccountId();
        }
        return place;
    }
}
