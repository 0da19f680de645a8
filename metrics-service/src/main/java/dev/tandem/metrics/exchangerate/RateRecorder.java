package dev.tandem.metrics.exchangerate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.metrics.store.Database;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.record.Source;

/** The one way in for rates, whether they come by one or in a file: known ones leave no trace, new ones are audited. */
@ApplicationScoped
class RateRecorder {

    static final String KIND = "exchange-rate";

    /** What became of a quotation. */
    enum Effect {
        CREATED,
        CORRECTED,
        /** The rate that counts says the same; nothing was written. */
        KNOWN,
        /** The rate that counts says something else and is not to be corrected; nothing was written. */
        REFUSED
    }

    /** The rate that says it now, and whether it had to be written. */
    record Recorded(ExchangeRate rate, Effect effect) {
    }

    private record New(ExchangeRate rate, @Nullable ExchangeRate before) {
    }

    private final Database database;
    private final ExchangeRates rates;
    private final RecordingOrder order;
    private final Journal journal;
    private final Event<RateNews.Recorded> news;

    RateRecorder(Database database, ExchangeRates rates, RecordingOrder order, Journal journal,
            Event<RateNews.Recorded> news) {
        this.database = database;
        this.rates = rates;
        this.order = order;
        this.journal = journal;
        this.news = news;
    }

    /**
     * Waits for its turn before it looks, so that two writers of one key see each other.
     *
     * @param corrects whether a quotation may take the place of one of the same pair and day
     */
    @Transactional(Transactional.TxType.MANDATORY)
    List<Recorded> record(List<Quotation> quotations, String by, Source source, boolean corrects) {
        return database.transact(statements -> {
            order.enter(statements);
            List<ExchangeRate.Turn> turns = order.turns(statements, quotations.size());
            Set<Quotation.Key> keys = quotations.stream().map(Quotation::key).collect(Collectors.toSet());
            Map<Quotation.Key, ExchangeRate> newest = new HashMap<>(rates.newest(statements, keys));
            List<Recorded> recorded = new ArrayList<>(quotations.size());
            List<New> added = new ArrayList<>();
            for (Quotation quotation : quotations) {
                ExchangeRate before = newest.get(quotation.key());
                if (before != null && (!corrects || before.says(quotation))) {
                    recorded.add(new Recorded(before, before.says(quotation) ? Effect.KNOWN : Effect.REFUSED));
                    continue;
                }
                ExchangeRate rate = new ExchangeRate(Ids.next(), quotation, turns.get(added.size()), by, source);
                added.add(new New(rate, before));
                newest.put(quotation.key(), rate);
                recorded.add(new Recorded(rate, before == null ? Effect.CREATED : Effect.CORRECTED));
            }
            rates.insert(statements, added.stream().map(New::rate).toList());
            journal.write(added.stream().map(RateRecorder::change).toList(), by);
            if (!added.isEmpty()) {
                news.fire(new RateNews.Recorded());
            }
            return recorded;
        });
    }

    private static Change change(New added) {
        ExchangeRate rate = added.rate();
        JsonNode after = json(rate);
        return new Change(KIND, rate.id(), ExchangeRateView.VERSION, ChangeType.UPSERT,
                added.before() == null ? "created" : "corrected", rate.source(), rate.turn().recordedAt(), after,
                added.before() == null ? null : json(added.before()), after, null, Set.of());
    }

    private static JsonNode json(ExchangeRate rate) {
        return StrictJson.mapper().valueToTree(ExchangeRateView.of(rate));
    }
}
