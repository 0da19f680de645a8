package dev.tandem.metrics.exchangerate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.metrics.store.Database;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.http.Cursor;
import dev.tandem.platform.http.Limits;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.validation.Validations;

/** Orders restatements and shows them. The engine carries them out. */
@ApplicationScoped
class RestatementService {

    static final String KIND = "exchange-rate-restatement";

    private final Database database;
    private final Restatements restatements;
    private final ExchangeRates rates;
    private final RecordingOrder recording;
    private final Journal journal;
    private final Validations validations;
    private final Caller caller;
    private final Event<RateNews.Recorded> news;

    RestatementService(Database database, Restatements restatements, ExchangeRates rates, RecordingOrder recording,
            Journal journal, Validations validations, Caller caller, Event<RateNews.Recorded> news) {
        this.database = database;
        this.restatements = restatements;
        this.rates = rates;
        this.recording = recording;
        this.journal = journal;
        this.validations = validations;
        this.caller = caller;
        this.news = news;
    }

    @Transactional
    Restatement order(RestatementFields fields) {
        List<Violation> violations = new ArrayList<>(validations.violations(fields));
        Optional<Restatement.Order> order = fields.order(violations);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return order(order.orElseThrow());
    }

    private Restatement order(Restatement.Order order) {
        return database.transact(statements -> {
            recording.enter(statements);
            if (!rates.knows(order.pair())) {
                throw ProblemException.invalid("no-rate", "/base", "No rate between " + order.pair().base() + " and "
                        + order.pair().quote() + " is recorded, so no fact can have one.");
            }
            Restatement made = new Restatement(Ids.next(), order, recording.turns(statements, 1).getFirst(),
                    caller.subject());
            restatements.insert(statements, made);
            JsonNode after = StrictJson.mapper().valueToTree(RestatementView.of(made));
            journal.write(new Change(KIND, made.id(), RestatementView.VERSION, ChangeType.UPSERT, "ordered", Source.API,
                    made.turn().recordedAt(), after, null, after, null, Set.of()));
            news.fire(new RateNews.Recorded());
            return made;
        });
    }

    Restatement get(UUID id) {
        return restatements.find(id).orElseThrow(() -> ProblemException.notFound("restatement", id));
    }

    Page<RestatementView> list(@Nullable Integer limit, @Nullable String cursor) {
        int size = Limits.page(limit);
        List<Restatement> found = restatements.page(SeqCursor.read(cursor), size + 1);
        List<Restatement> page = found.size() > size ? found.subList(0, size) : found;
        return new Page<>(page.stream().map(RestatementView::of).toList(),
                found.size() > size ? Cursor.encode(page.getLast().turn().seq()) : null);
    }
}
