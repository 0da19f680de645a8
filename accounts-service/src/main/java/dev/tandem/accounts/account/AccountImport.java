package dev.tandem.accounts.account;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.resource.DetailsImport;

/** Rows of companies; a company that no file has brought yet is made from its name alone. */
@Singleton
class AccountImport extends DetailsImport<Account, AccountDetails> {

    AccountImport(AccountService service) {
        super(service);
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.ADMIN, Roles.MARKETING);
    }

    @Override
    public Map<String, String> references() {
        return Map.of("parentAccountId", "account", "ownerId", "sales-user", "teamId", "team");
    }

    @Override
    public Map<String, UUID> createMinimal(String system, Collection<String> ids, ImportContext context) {
        return createFromNames(system, "primaryDomain", "name", ids, context);
    }
}
