package dev.tandem.accounts.salesuser;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.resource.DetailsImport;

/** Rows of people who sell; a manager whom no file has brought yet is made from his name alone. */
@Singleton
class SalesUserImport extends DetailsImport<SalesUser, SalesUserDetails> {

    SalesUserImport(SalesUserService service) {
        super(service);
    }

    @Override
    public Map<String, String> references() {
        return Map.of("managerId", "sales-user", "teamId", "team");
    }

    @Override
    public Map<String, UUID> createMinimal(String system, Collection<String> ids, ImportContext context) {
        return createFromNames(system, "username", "username", ids, context);
    }
}
