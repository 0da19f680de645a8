package dev.tandem.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({ "PERCENT,4238,6711,USD,63.1501", "PERCENT,4238,8300,USD,51.0602", "PERCENT,6135,23570,USD,26.0289",
            "MONEY_AVERAGE,1000553400,4238,USD,2360.9094", "MONEY_AVERAGE,250031563,69659,USD,35.8936",
            "MONEY_SUM,1000553400,0,USD,10005534.00", "MONEY_SUM,10001,0,JPY,10001", "MONEY_SUM,1234,0,KWD,1.234",
            "MONEY_AVERAGE,10001,2,JPY,5000.5000", "COUNT,69659,0,USD,69659", "DAYS,57,1,USD,57.0000",
            "PERCENT,1,800000,USD,0.0001", "PERCENT,1,2000000,USD,0.0001", "PERCENT,1,2000001,USD,0.0000",
            "MONEY_SUM,-5,0,USD,-0.05" })
    void roundsHalfUpToTheDecimalsOfTheUnit(Unit unit, BigInteger num, BigInteger den, String currency,
            String expected) {
        Ratio figure = Figures.of(unit, num, den, currency).orElseThrow();
        assertThat(Figures.value(unit, figure, currency)).isEqualTo(expected);
    }

    @Test
    void aRatioOfNothingHasNoFigure() {
        assertThat(Figures.of(Unit.PERCENT, BigInteger.ZERO, BigInteger.ZERO, "USD")).isEmpty();
        assertThat(Figures.of(Unit.MONEY_AVERAGE, BigInteger.TEN, BigInteger.ZERO, "USD")).isEmpty();
    }

    @Test
    void bandsCompareWhatIsNotRounded() {
        Band band = Band.between("18", "30", Band.GoodWhen.HIGHER, "test");
        Ratio justBelow = new Ratio(new BigDecimal("1799999"), BigInteger.valueOf(100_000));
        assertThat(justBelow.rounded(4)).isEqualByComparingTo("18.0000");
        assertThat(band.place(justBelow, "USD")).isEqualTo(Band.Place.BELOW);
        assertThat(band.place(Ratio.of(BigInteger.valueOf(18)), "USD")).isEqualTo(Band.Place.IN);
        assertThat(band.place(Ratio.of(BigInteger.valueOf(30)), "USD")).isEqualTo(Band.Place.IN);
        assertThat(band.place(Ratio.of(BigInteger.valueOf(31)), "USD")).isEqualTo(Band.Place.ABOVE);
    }

    @Test
    void anAlarmSpeaksBeforeTheBand() {
        assertThat(Band.alarmBelow("2", "test").place(Ratio.of(BigInteger.ONE), null)).isEqualTo(Band.Place.ALARM);
        assertThat(Band.alarmAbove("10", "test").place(Ratio.of(BigInteger.TEN), null)).isEqualTo(Band.Place.IN);
        assertThat(Band.alarmAbove("10", "test").place(Ratio.of(BigInteger.valueOf(11)), null))
                .isEqualTo(Band.Place.ALARM);
    }

    @Test
    void aMoneyBandIsSilentAboutOtherCurrencies() {
        Band band = Band.of("USD", "2000", "250000", "test");
        assertThat(band.place(Ratio.of(BigInteger.valueOf(2360)), "USD")).isEqualTo(Band.Place.IN);
        assertThat(band.place(Ratio.of(BigInteger.valueOf(2360)), "IDR")).isEqualTo(Band.Place.NONE);
    }
}
