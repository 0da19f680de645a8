package dev.tandem.metrics.generation;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.CompanyCalendar;
import io.smallrye.config.ConfigMapping;

/**
 * The currencies in which the company wants its amounts told. They are part of what a generation is computed with, so a
 * changed list is a rebuild, and readers go by the list of the generation that they read.
 */
@ApplicationScoped
public class ReportingCurrencies {

    /** The setting. */
    @ConfigMapping(prefix = "tandem.company")
    interface Setting {

        /** ISO 4217 codes, comma-separated; the company's own currency where absent. */
        Optional<Set<String>> reportingCurrencies();
    }

    private final SortedSet<String> codes;

    @Inject
    ReportingCurrencies(Setting setting, CompanyCalendar calendar) {
        this.codes = new TreeSet<>(setting.reportingCurrencies().orElse(Set.of(calendar.currency())));
        codes.forEach(Money::scale);
    }

    protected ReportingCurrencies() {
        this.codes = new TreeSet<>();
    }

    /** Sorted; never empty. */
    public SortedSet<String> codes() {
        return codes;
    }
}
