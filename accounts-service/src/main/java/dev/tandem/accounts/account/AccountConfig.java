package dev.tandem.accounts.account;

import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the company decides about accounts. */
@ConfigMapping(prefix = "tandem.accounts")
interface AccountConfig {

    /** The codes that an account's industry may have. */
    @WithDefault("technology,medical,retail,software,entertainment,marketing,telecommunications,finance,employment,services,"
            + "manufacturing,energy,education,public-sector,agriculture,construction,hospitality,logistics,media,nonprofit,"
            + "real-estate,other")
    Set<String> industries();
}
