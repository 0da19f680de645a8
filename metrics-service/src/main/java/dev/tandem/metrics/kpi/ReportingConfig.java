package dev.tandem.metrics.kpi;

import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;

/** In which currencies the company reports. */
@ConfigMapping(prefix = "tandem.company")
interface ReportingConfig {

    /** ISO 4217 codes, comma-separated; the company's own currency where absent. */
    Optional<Set<String>> reportingCurrencies();
}
