package dev.tandem.metrics.exchangerate;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What somebody publishes: from this day on, one unit of base is worth this many units of quote. */
record Quotation(CurrencyPair pair, LocalDate validFrom, BigDecimal rate) {

    /** Rates of one key correct each other; the newest counts. */
    record Key(CurrencyPair pair, LocalDate validFrom) {
    }

    Key key() {
        return new Key(pair, validFrom);
    }
}
