package dev.tandem.metrics.exchangerate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.exchangerate.RateRecorder.Effect;
import dev.tandem.metrics.exchangerate.RateRecorder.Recorded;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.exports.ExportKind;
import dev.tandem.platform.exports.ExportRow;
import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.imports.ImportRow;
import dev.tandem.platform.imports.Mode;
import dev.tandem.platform.imports.Outcome;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.Source;

/**
 * Rates from files, such as a bank's list of a year. A rate is known by its pair and day, so a file needs no external id
 * and may be sent again; a row that says something else than the rate that counts corrects it. What goes out again is what
 * counts: a corrected rate that came back would correct its correction.
 */
@ApplicationScoped
class ExchangeRateImport implements ExportKind<ExchangeRateFields> {

    private final RateRecorder recorder;
    private final ExchangeRates rates;

    ExchangeRateImport(RateRecorder recorder, ExchangeRates rates) {
        this.recorder = recorder;
        this.rates = rates;
    }

    @Override
    public String kind() {
        return RateRecorder.KIND;
    }

    @Override
    public Class<ExchangeRateFields> rowType() {
        return ExchangeRateFields.class;
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.ADMIN, Roles.FINANCE);
    }

    @Override
    public List<Outcome> apply(List<ImportRow<ExchangeRateFields>> rows, ImportContext context) {
        List<@Nullable Outcome> outcomes = new ArrayList<>(rows.size());
        List<Quotation> quotations = new ArrayList<>(rows.size());
        for (ImportRow<ExchangeRateFields> row : rows) {
            List<Violation> violations = new ArrayList<>();
            Optional<Quotation> quotation = row.value().quotation(violations);
            quotation.ifPresent(quotations::add);
            outcomes.add(quotation.isPresent() ? null : Outcome.failed(violations));
        }
        boolean corrects = context.mode() == Mode.UPSERT;
        List<Recorded> recorded = recorder.record(quotations, context.actor(), Source.IMPORT, corrects);
        int next = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) == null) {
                outcomes.set(i, outcome(recorded.get(next++), corrects));
            }
        }
        return List.copyOf(outcomes);
    }

    @Override
    public List<ExportRow<ExchangeRateFields>> export(@Nullable UUID after, int limit) {
        return rates.counting(after, limit).stream()
                .map(rate -> new ExportRow<>(rate.id(), ExchangeRateFields.of(rate.quotation()))).toList();
    }

    @Override
    public Set<UUID> known(Collection<UUID> ids) {
        return rates.known(ids);
    }

    private static Outcome outcome(Recorded recorded, boolean corrects) {
        ExchangeRate rate = recorded.rate();
        if (recorded.effect() == Effect.CREATED) {
            return Outcome.created(rate.id());
        }
        if (!corrects) {
            return Outcome.failed("", "already-exists",
                    "The pair has a rate from this day on, and the mode is insert.");
        }
        return recorded.effect() == Effect.KNOWN ? Outcome.unchanged(rate.id()) : Outcome.updated(rate.id());
    }
}
