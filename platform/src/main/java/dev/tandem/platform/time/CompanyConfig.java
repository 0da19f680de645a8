package dev.tandem.platform.time;

import java.time.ZoneId;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The one calendar and currency of the company, the same for all services. */
@ConfigMapping(prefix = "tandem.company")
interface CompanyConfig {

    @WithDefault("UTC")
    ZoneId timeZone();

    @WithDefault("USD")
    String currency();

    /** Month in which the fiscal year starts, 01 to 12. */
    @WithDefault("01")
    String fiscalYearStart();
}
