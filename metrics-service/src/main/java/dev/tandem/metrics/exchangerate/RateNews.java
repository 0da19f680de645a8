package dev.tandem.metrics.exchangerate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import dev.tandem.metrics.ingest.Engine;

/** Wakes the engine when rates are committed, so that a reader need not wait until an idle feed is asked again. */
@ApplicationScoped
class RateNews {

    /** Rates or a restatement were recorded in this transaction. */
    record Recorded() {
    }

    private final Engine engine;

    RateNews(Engine engine) {
        this.engine = engine;
    }

    void tell(@Observes(during = TransactionPhase.AFTER_SUCCESS) Recorded news) {
        engine.ring();
    }
}
