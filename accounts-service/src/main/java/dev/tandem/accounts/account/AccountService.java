package dev.tandem.accounts.account;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.access.Ownership;
import dev.tandem.accounts.access.Reach;
import dev.tandem.platform.listing.Listing;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.resource.Desk;
import dev.tandem.platform.resource.RecordKind;
import dev.tandem.platform.resource.RecordService;
import dev.tandem.platform.resource.Reference;
import dev.tandem.platform.resource.Stamp;

@Singleton
class AccountService extends RecordService<Account, AccountDetails, AccountView> {

    private final AccountCodes codes;
    private final Accounts accounts;
    private final Reach reach;
    private final Ownership ownership;

    AccountService(Desk desk, AccountCodes codes, Accounts accounts, Reach reach, Ownership ownership) {
        super(desk,
                new RecordKind<>("account", Account.class, AccountDetails.class, AccountView.class, Account::details,
                        AccountView::of,
                        AccountFeed::of));
        this.codes = codes;
        this.accounts = accounts;
        this.reach = reach;
        this.ownership = ownership;
    }

    @Override
    protected Account open(UUID id, AccountDetails details, Stamp stamp) {
        return new Account(id, details, stamp);
    }

    @Override
    protected void revise(Account account, AccountDetails details, Stamp stamp) {
        account.revise(details, stamp);
    }

    @Override
    protected List<Reference> references(AccountDetails details) {
        return List.of(new Reference("/parentAccountId", "Account", details.parentAccountId()),
                new Reference("/ownerId", "SalesUser", details.ownerId()), new Reference("/teamId", "Team", details.teamId()));
    }

    @Override
    protected List<Violation> rules(AccountDetails details) {
        return codes.check(details);
    }

    @Override
    protected @Nullable UUID livesOnIn(Account account) {
        return account.mergedIntoId() == null ? null : accounts.survivor(account).id();
    }

    @Override
    protected void within(Listing<Account> listing) {
        accounts.narrow(listing);
    }

    @Override
    protected boolean isWithinReach(Account account) {
        return accounts.isVisible(account);
    }

    @Override
    protected boolean isChangeable(Account account) {
        return reach.covers(account.ownerId(), account.teamId());
    }

    @Override
    protected AccountDetails allowed(AccountDetails wanted, @Nullable AccountDetails before) {
        return wanted.belongingTo(accounts.living(wanted.parentAccountId()))
                .ownedBy(before == null ? ownership.ofNew(wanted.ownerId())
                        : ownership.ofChanged(wanted.ownerId(), before.ownerId()));
    }

    /** Gives accounts that belonged to others to another one. */
    void moveUnder(List<UUID> ids, UUID parent, Stamp stamp) {
        changeAll(ids, "parent-merged", stamp, (account, now) -> account.moveUnder(parent, now));
    }

    @Override
    protected void checkUnused(Account account) {
        for (String user : List.of("select e.id from Opportunity e where e.accountId = :id and e.deletedAt is null",
                "select e.id from Account e where e.parentAccountId = :id and e.deletedAt is null",
                "select e.id from Contact e join e.accounts l where l.accountId = :id and e.deletedAt is null and e.status = ACTIVE")) {
            if (!desk.entities().createQuery(user, UUID.class).setParameter("id", account.id()).setMaxResults(1).getResultList()
                    .isEmpty()) {
                throw ProblemException.conflict("account-in-use",
                        "Opportunities, contacts or other accounts belong to this account.");
            }
        }
    }
}
