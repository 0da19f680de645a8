package dev.tandem.accounts.salesuser;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.tandem.accounts.record.DetailsImport;
import dev.tandem.platform.imports.ImportContext;

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
        Map<String, SalesUserDetails> minimal = new LinkedHashMap<>();
        ids.forEach(id -> minimal.put(id, new SalesUserDetails(id, null, null, null, null)));
        return createAll(system, "username", minimal, context);
    }
}
