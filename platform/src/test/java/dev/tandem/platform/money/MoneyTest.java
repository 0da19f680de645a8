package dev.tandem.platform.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.problem.ProblemException;

class MoneyTest {

    @Test
    void isWrittenAtTheScaleOfItsCurrency() throws Exception {
        assertThat(StrictJson.mapper().writeValueAsString(Money.of("8000", "EUR")))
                .isEqualTo("{\"amount\":\"8000.00\",\"currency\":\"EUR\"}");
        assertThat(Money.of("12345", "KRW").amountText()).isEqualTo("12345");
        assertThat(Money.of("1.234", "BHD").minor()).isEqualTo(1234);
        assertThat(Money.of("10000.50", "IDR").minor()).isEqualTo(1_000_050);
    }

    @Test
    void refusesAnAmountFinerThanItsCurrency() {
        assertThatThrownBy(() -> Money.of("12345.5", "KRW")).isInstanceOf(ProblemException.class)
                .hasMessageContaining("invalid-amount-scale");
        assertThat(Money.of("12.500", "USD").minor()).isEqualTo(1250);
    }

    @Test
    void refusesWhatIsNoAmountOrNoCurrency() {
        assertThatThrownBy(() -> Money.of("1e3", "USD")).hasMessageContaining("invalid-number");
        assertThatThrownBy(() -> Money.of("", "USD")).hasMessageContaining("invalid-number");
        assertThatThrownBy(() -> Money.of("99999999999999999999", "USD")).hasMessageContaining("invalid-number");
        assertThatThrownBy(() -> Money.of("1", "XYZ")).hasMessageContaining("unknown-currency");
        assertThatThrownBy(() -> Money.of("1", "USD").plus(Money.of("1", "EUR"))).hasMessageContaining("currency-mismatch");
    }

    @Test
    void pointsAtTheAmountInsideADocument() {
        assertThatThrownBy(() -> StrictJson.bind(
                StrictJson.mapper().readTree("{\"price\":{\"amount\":\"1.234\",\"currency\":\"USD\"}}"), Priced.class))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.kind().status()).isEqualTo(422);
                    assertThat(problem.violations().getFirst().pointer()).isEqualTo("/price/amount");
                });
    }

    record Priced(Money price) {
    }

    @Test
    void splitsWithLargestRemaindersAndLosesNothing() {
        assertThat(parts("100.00", "USD", 1, 1, 1)).containsExactly("33.34", "33.33", "33.33");
        assertThat(parts("100", "JPY", 1, 1, 1)).containsExactly("34", "33", "33");
        assertThat(parts("-0.02", "USD", 1, 1, 1)).containsExactly("-0.01", "-0.01", "0.00");
        assertThat(parts("10000.01", "USD", 40, 7, 7, 6, 40))
                .satisfies(all -> assertThat(all.stream().map(java.math.BigDecimal::new)
                        .reduce(java.math.BigDecimal::add)).hasValue(new java.math.BigDecimal("10000.01")));
    }

    private static List<String> parts(String amount, String currency, long... weights) {
        return Money.of(amount, currency).allocate(weights).stream().map(Money::amountText).toList();
    }
}
