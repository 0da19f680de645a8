package dev.tandem.accounts.opportunity;

import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;

import dev.tandem.platform.imports.ImportContext;
import dev.tandem.platform.imports.ImportRow;
import dev.tandem.platform.imports.Mode;
import dev.tandem.platform.imports.Outcome;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A chunk of a hundred deals asks the database as often as a chunk of ten. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ImportStatementsTest {

    @Inject
    OpportunityImport imports;

    @Inject
    SessionFactory sessions;

    @Test
    void asksTheDatabaseAsOftenForAHundredRowsAsForTen() {
        UUID account = UUID.fromString(create("accounts", "{\"name\":\"Acme\"}").get("id"));
        UUID product = UUID.fromString(create("products", "{\"sku\":\"" + unique("sku") + "\"}").get("id"));

        List<UUID> ten = new ArrayList<>();
        List<UUID> hundred = new ArrayList<>();
        long createTen = statements(() -> ten.addAll(apply(rows(10, account, product, "1.00"), List.of())));
        long createHundred = statements(() -> hundred.addAll(apply(rows(100, account, product, "1.00"), List.of())));
        assertThat(createHundred).isEqualTo(createTen).isLessThan(15);

        long sameTen = statements(() -> apply(rows(10, account, product, "1.00"), ten));
        long sameHundred = statements(() -> apply(rows(100, account, product, "1.00"), hundred));
        assertThat(sameHundred).isEqualTo(sameTen).isLessThan(12);

        long changeTen = statements(() -> apply(rows(10, account, product, "2.00"), ten));
        long changeHundred = statements(() -> apply(rows(100, account, product, "2.00"), hundred));
        assertThat(changeHundred).isEqualTo(changeTen).isLessThan(20);
    }

    private long statements(Runnable work) {
        Statistics statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        statistics.clear();
        QuarkusTransaction.requiringNew().run(work);
        return statistics.getPrepareStatementCount();
    }

    private List<UUID> apply(List<ImportRow<OpportunityRow>> rows, List<UUID> existing) {
        List<ImportRow<OpportunityRow>> known = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            ImportRow<OpportunityRow> row = rows.get(i);
            known.add(existing.isEmpty() ? row : new ImportRow<>(row.row(), row.externalId(), existing.get(i), row.value()));
        }
        ImportContext context = new ImportContext(UUID.randomUUID(), false, Mode.UPSERT, Instant.parse("2026-01-01T00:00:00Z"),
                LocalDate.parse("2026-01-01"), "tester");
        return imports.apply(known, context).stream().map(outcome -> switch (outcome) {
            case Outcome.Created created -> created.id();
            case Outcome.Updated updated -> updated.id();
            case Outcome.Unchanged unchanged -> unchanged.id();
            case Outcome.Failed failed -> throw new AssertionError(failed.violations());
        }).toList();
    }

    private static List<ImportRow<OpportunityRow>> rows(int count, UUID account, UUID product, String amount) {
        Money money = Money.of(amount, "USD");
        List<ImportRow<OpportunityRow>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new ImportRow<>(i + 1, new ExternalId("test", UUID.randomUUID().toString()), null,
                    new OpportunityRow("Deal " + i, account, null, null, null, "CLOSED_WON", null, money,
                            LocalDate.parse("2025-01-01"), LocalDate.parse("2025-03-01"), null, null, null, null,
                            List.of(new LineDetails(product, null, money)))));
        }
        return rows;
    }
}
