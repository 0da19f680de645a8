package dev.tandem.orders.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.Source;

class StockLevelTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void countsWhatIsNeitherPromisedNorHeld() {
        StockLevel level = level(10);
        level.allocate(3, NOW, "t");

        assertThat(level.freeOf(2)).isEqualTo(5);
        assertThat(level.freeOf(20)).isZero();
    }

    @Test
    void sendsPromisedPiecesAndTakesPromisesBack() {
        StockLevel level = level(10);
        level.allocate(6, NOW, "t");
        level.ship(4, NOW, "t");
        level.release(2, NOW, "t");

        assertThat(level.onHand()).isEqualTo(6);
        assertThat(level.allocated()).isZero();
    }

    @Test
    void takesNothingAwayThatIsPromised() {
        StockLevel level = level(10);
        level.allocate(6, NOW, "t");

        assertThatThrownBy(() -> level.adjust(-5, NOW, "t")).isInstanceOf(ProblemException.class)
                .hasMessageContaining("stock-below-allocated");
        assertThat(level.onHand()).isEqualTo(10);
        level.adjust(-4, NOW, "t");
        assertThat(level.freeOf(0)).isZero();
    }

    @Test
    void promisesNoMoreThanThereIs() {
        assertThatThrownBy(() -> level(1).allocate(2, NOW, "t")).isInstanceOf(IllegalStateException.class);
    }

    private static StockLevel level(int onHand) {
        StockLevel level = new StockLevel(Ids.next(), Source.API, NOW, "t");
        level.adjust(onHand, NOW, "t");
        return level;
    }
}
