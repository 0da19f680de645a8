package dev.tandem.platform.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

class FeedPositionTest {

    @Test
    void readsWhatItWrites() {
        var position = new FeedPosition(2, 0xFFFF_FFFF_FFL, 77);

        assertThat(FeedPosition.parse(position.encode())).isEqualTo(position);
        assertThat(position.encode()).hasSize(27).doesNotContain("=", "+", "/");
    }

    @Test
    void isOrderedByEpochThenTransactionThenPlace() {
        List<FeedPosition> ordered = List.of(FeedPosition.START, new FeedPosition(1, 5, 9), new FeedPosition(1, 10, 1),
                new FeedPosition(1, 10, 2), new FeedPosition(2, 1, 1));
        List<FeedPosition> shuffled = new java.util.ArrayList<>(ordered);
        Collections.shuffle(shuffled);

        assertThat(shuffled.stream().sorted()).isEqualTo(ordered);
    }

    @Test
    void refusesWhatIsNoPosition() {
        assertThatIllegalArgumentException().isThrownBy(() -> FeedPosition.parse("AAAA"));
        assertThatIllegalArgumentException().isThrownBy(() -> FeedPosition.parse("not base64 at all!"));
        assertThatIllegalArgumentException().isThrownBy(() -> FeedPosition.parse("_".repeat(27)));
    }

    @Test
    void aWriteIsPassedOnlyWhenAllOfItsTransactionIsBehind() {
        var write = WritePosition.parse(new WritePosition("accounts", 1, 10).encode());

        assertThat(write).isEqualTo(new WritePosition("accounts", 1, 10));
        assertThat(write.isPassedBy(new FeedPosition(1, 10, 4))).isFalse();
        assertThat(write.isPassedBy(new FeedPosition(1, 11, 0))).isTrue();
        assertThat(write.isPassedBy(new FeedPosition(2, 1, 0))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> WritePosition.parse("AAAAAQAAAAAAAALu"));
    }
}
