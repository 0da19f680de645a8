package dev.tandem.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Things;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class RecordTest {

    @Inject
    Things things;

    @Inject
    ExternalIds externalIds;

    @Test
    void theVersionStartsAtOneAndRisesByOnePerTransaction() {
        UUID id = things.create("versioned", "one");
        assertThat(things.version(id)).isEqualTo(1);

        things.rename(id, "two", "three", "four");
        assertThat(things.version(id)).isEqualTo(2);

        things.rename(id, "four");
        assertThat(things.version(id)).as("a touched record has changed").isEqualTo(3);
    }

    @Test
    void findsRecordsByTheirNamesInOtherSystems() {
        UUID first = Ids.next();
        UUID second = Ids.next();
        inTransaction(() -> externalIds.put("thing", Map.of(new ExternalId("crm", "F-1"), first, new ExternalId("crm", "F-2"),
                second, new ExternalId("erp", "F-1"), second)));

        assertThat(externalIds.find("thing", "crm", List.of("F-1", "F-2", "F-9")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("F-1", first, "F-2", second));
        assertThat(externalIds.find("other", "crm", List.of("F-1"))).isEmpty();
        assertThat(externalIds.of("thing", List.of(first, second)).get(second))
                .containsExactlyInAnyOrder(new ExternalId("crm", "F-2"), new ExternalId("erp", "F-1"));
    }

    @Test
    void aNameBelongsToOneRecord() {
        UUID owner = Ids.next();
        UUID other = Ids.next();
        var name = new ExternalId("crm", "T-1");
        inTransaction(() -> externalIds.put("thing", Map.of(name, owner)));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> inTransaction(() -> externalIds.put("thing", Map.of(name, other, new ExternalId("crm", "T-2"),
                        other))))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("external-id-taken"));
        assertThat(externalIds.find("thing", "crm", List.of("T-1", "T-2"))).containsOnly(Map.entry("T-1", owner));
    }

    @Test
    void replacesAllNamesOfARecord() {
        UUID id = Ids.next();
        inTransaction(
                () -> externalIds.replace("thing", id, List.of(new ExternalId("crm", "R-1"), new ExternalId("crm", "R-2"))));
        inTransaction(
                () -> externalIds.replace("thing", id, List.of(new ExternalId("crm", "R-2"), new ExternalId("crm", "R-3"))));

        assertThat(externalIds.of("thing", List.of(id)).get(id)).containsExactlyInAnyOrder(new ExternalId("crm", "R-2"),
                new ExternalId("crm", "R-3"));
    }

    private static void inTransaction(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }
}
