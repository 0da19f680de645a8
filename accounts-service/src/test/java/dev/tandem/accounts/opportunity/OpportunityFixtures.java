package dev.tandem.accounts.opportunity;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.pipeline.Pipeline;
import dev.tandem.accounts.pipeline.PipelineFixtures;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.Stamp;
import dev.tandem.platform.time.BusinessTime;
import dev.tandem.platform.time.CompanyCalendar;

/** Deals for tests, and the moves that bring them where a test wants them. */
final class OpportunityFixtures {

    static final Pipeline PIPELINE = PipelineFixtures.defaultPipeline();
    static final UUID ACCOUNT = UUID.randomUUID();
    static final UUID PRODUCT = UUID.randomUUID();
    static final CompanyCalendar CALENDAR = new CompanyCalendar(ZoneOffset.UTC, "USD", 1, Clock.systemUTC());

    private OpportunityFixtures() {
    }

    static OpportunityDetails details() {
        return details(Money.of("8000.00", "USD"), List.of());
    }

    static OpportunityDetails details(@Nullable Money amount, List<LineDetails> lines) {
        return new OpportunityDetails("Acme", ACCOUNT, null, null, null, null, null, null, amount, null,
                LocalDate.parse("2026-03-31"), null, null, null, lines);
    }

    static LineDetails line(String quantity, @Nullable Money amount) {
        return new LineDetails(PRODUCT, new java.math.BigDecimal(quantity), amount);
    }

    static Opportunity openedOn(String day) {
        return opened(day, details());
    }

    static Opportunity opened(String day, OpportunityDetails details) {
        return new Opportunity(UUID.randomUUID(), details, PIPELINE, PIPELINE.first(), at(day), stamp(day));
    }

    static Opportunity lostOn(String opened, String lost) {
        Opportunity deal = openedOn(opened);
        move(deal, lost, new StageChange(PIPELINE.lost().orElseThrow(), null, "PRICE", null, null));
        return deal;
    }

    static void move(Opportunity deal, String day, String stage, @Nullable String reason) {
        move(deal, day, StageChange.to(PIPELINE.stage(stage).orElseThrow(), reason));
    }

    static void move(Opportunity deal, String day, StageChange change) {
        deal.move(change, PIPELINE, at(day), stamp(day));
    }

    static BusinessTime at(String day) {
        return CALENDAR.at(Instant.parse(day + "T00:00:00Z"));
    }

    static Stamp stamp(String day) {
        return new Stamp(Instant.parse(day + "T00:00:00Z"), "tester", Source.API);
    }

    static Stamp importStamp(String day) {
        return new Stamp(Instant.parse(day + "T00:00:00Z"), "tester", Source.IMPORT);
    }
}
