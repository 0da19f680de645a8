package dev.tandem.accounts.account;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.access.Ownership;
import dev.tandem.accounts.access.Reach;
import dev.tandem.accounts.record.Desk;
import dev.tandem.accounts.record.RecordService;
import dev.tandem.accounts.record.Reference;
import dev.tandem.accounts.record.Selection;
import dev.tandem.accounts.record.Sorting;
import dev.tandem.accounts.record.Stamp;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.ExternalIds.ExternalId;

@Singleton
class AccountService extends RecordService<Account, AccountDetails, AccountView> {

    private final AccountCodes codes;
    private final Reach reach;
    private final Ownership ownership;

    AccountService(Desk desk, AccountRepository repository, AccountCodes codes, Reach reach, Ownership ownership) {
        super(desk, repository, "account", Account.class, AccountDetails.class,
                new Sorting<Account>().byText("name", Account::name));
        this.codes = codes;
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
    protected AccountDetails details(Account account) {
        return account.details();
    }

    @Override
    protected AccountView view(Account account, List<ExternalId> names) {
        return AccountView.of(account, names);
    }

    @Override
    protected Object feed(Account account, @Nullable String externalId) {
        return AccountFeed.of(account, externalId);
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
    protected Selection within(Selection selection) {
        return selection.within(reach);
    }

    @Override
    protected boolean isWithinReach(Account account) {
        return reach.covers(account.ownerId(), account.teamId());
    }

    @Override
    protected AccountDetails allowed(AccountDetails wanted, @Nullable AccountDetails before) {
        return wanted.ownedBy(before == null ? ownership.ofNew(wanted.ownerId())
                : ownership.ofChanged(wanted.ownerId(), before.ownerId()));
    }

    @Override
    protected void checkUnused(Account account) {
        for (String user : List.of("select e.id from Opportunity e where e.accountId = :id and e.deletedAt is null",
                "select e.id from Account e where e.parentAccountId = :id and e.deletedAt is null")) {
            if (!desk.entities().createQuery(user, UUID.class).setParameter("id", account.id()).setMaxResults(1).getResultList()
                    .isEmpty()) {
                throw ProblemException.conflict("account-in-use", "Opportunities or other accounts belong to this account.");
            }
        }
    }
}
