package dev.tandem.metrics.exchangerate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.Cursor;
import dev.tandem.platform.http.Limits;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.validation.Validations;

/** Publishes and shows rates. */
@ApplicationScoped
class ExchangeRateService {

    private final ExchangeRates rates;
    private final RateRecorder recorder;
    private final Validations validations;
    private final Caller caller;

    ExchangeRateService(ExchangeRates rates, RateRecorder recorder, Validations validations, Caller caller) {
        this.rates = rates;
        this.recorder = recorder;
        this.validations = validations;
        this.caller = caller;
    }

    @Transactional
    RateRecorder.Recorded publish(ExchangeRateFields fields) {
        List<Violation> violations = new ArrayList<>(validations.violations(fields));
        Optional<Quotation> quotation = fields.quotation(violations);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return recorder.record(List.of(quotation.orElseThrow()), caller.subject(), Source.API, true).getFirst();
    }

    ExchangeRate get(UUID id) {
        return rates.find(id).orElseThrow(() -> ProblemException.notFound("exchange rate", id));
    }

    Page<ExchangeRateView> list(ExchangeRateFilter filter, @Nullable Integer limit, @Nullable String cursor) {
        int size = Limits.page(limit);
        List<ExchangeRate> found = rates.page(filter, SeqCursor.read(cursor), size + 1);
        List<ExchangeRate> page = found.size() > size ? found.subList(0, size) : found;
        return new Page<>(page.stream().map(ExchangeRateView::of).toList(),
                found.size() > size ? Cursor.encode(page.getLast().turn().seq()) : null);
    }

    Count count(ExchangeRateFilter filter) {
        return Count.of(rates.count(filter, Limits.COUNT + 1));
    }
}
