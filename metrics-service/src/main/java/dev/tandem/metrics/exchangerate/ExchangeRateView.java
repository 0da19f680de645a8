package dev.tandem.metrics.exchangerate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.tandem.platform.record.Source;

/** A recorded rate as readers get it. */
@Schema(name = "ExchangeRate", examples = ExchangeRateResource.EXAMPLE)
record ExchangeRateView(UUID id, String base, String quote, LocalDate validFrom,
        @Schema(description = "Units of quote for one unit of base", examples = "1.25") String rate,
        @Schema(description = "Since when it is known") Instant recordedAt, String recordedBy, Source source,
        @Schema(description = "Always 1: a rate is corrected by a newer one") long version) {

    static final long VERSION = 1;

    static ExchangeRateView of(ExchangeRate rate) {
        Quotation quotation = rate.quotation();
        return new ExchangeRateView(rate.id(), quotation.pair().base(), quotation.pair().quote(), quotation.validFrom(),
                quotation.rate().stripTrailingZeros().toPlainString(), rate.turn().recordedAt(), rate.recordedBy(),
                rate.source(), VERSION);
    }
}
