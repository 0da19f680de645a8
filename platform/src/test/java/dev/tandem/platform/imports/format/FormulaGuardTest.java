package dev.tandem.platform.imports.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaGuardTest {

    @ParameterizedTest
    @ValueSource(strings = { "=1+1", "+62811", "-x", "@SUM(A1)", "\ttab", "\rreturn", "\nline", "  =1+1", "＝1", "'=1", "''=1",
            "'\t" })
    void guardsWhatWouldBeAFormulaAndGivesItBack(String cell) {
        String guarded = FormulaGuard.close(cell);

        assertThat(guarded).isEqualTo("'" + cell);
        assertThat(FormulaGuard.open(guarded)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "'", "''", "'t Hooft", "Acme", "a=b", "1-2", " x", "'a=b", "''x" })
    void leavesEverythingElseAsItIs(String cell) {
        assertThat(FormulaGuard.close(cell)).isEqualTo(cell);
        assertThat(FormulaGuard.open(cell)).isEqualTo(cell);
    }
}
