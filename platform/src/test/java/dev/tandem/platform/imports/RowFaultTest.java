package dev.tandem.platform.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.imports.RowFault.Cause;
import dev.tandem.platform.problem.ProblemException;

class RowFaultTest {

    private final RowFault faults = new RowFault(null);

    @Test
    void blamesTheRowOnlyForWhatWouldHappenAgain() {
        assertThat(faults.of(sql("23505"))).isEqualTo(Cause.ROW);
        assertThat(faults.of(sql("22001"))).isEqualTo(Cause.ROW);
        assertThat(faults.of(new IllegalStateException(ProblemException.conflict("taken", "")))).isEqualTo(Cause.ROW);
        assertThat(faults.of(sql("40P01"))).isEqualTo(Cause.CONCURRENCY);
        assertThat(faults.of(sql("08006"))).isEqualTo(Cause.DATABASE);
        assertThat(faults.of(sql("57P01"))).isEqualTo(Cause.DATABASE);
        assertThat(faults.of(new IllegalStateException(new SQLException("no connection in time")))).isEqualTo(Cause.DATABASE);
    }

    @Test
    void keepsTheValuesOfTheRowOutOfTheLog() {
        BatchUpdateException batch = new BatchUpdateException("Batch entry 0 INSERT ('Josephine')", "23514", new int[0]);
        batch.setNextException(new SQLException("Failing row contains (Josephine)", "23514"));

        assertThat(faults.refusal(new IllegalStateException(batch)).orElseThrow()).contains("23514")
                .doesNotContain("Josephine");
        assertThat(faults.refusal(new IllegalStateException("bug"))).isEmpty();
    }

    private static RuntimeException sql(String state) {
        return new IllegalStateException(new SQLException("refused", state));
    }
}
