package dev.tandem.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.kpi.Progress.FeedProgress;
import dev.tandem.platform.problem.ProblemException;

class ProgressTest {

    private static final List<String> USED = List.of("accounts/opportunity", "accounts/account");
    private static final Instant EIGHT = Instant.parse("2026-01-31T20:00:00Z");

    private static byte[] position(int epoch, long xid, long seq) {
        return ByteBuffer.allocate(20).putInt(epoch).putLong(xid).putLong(seq).array();
    }

    private static MinPosition wanted(String service, int epoch, long xid) {
        byte[] bytes = ByteBuffer.allocate(12).putInt(epoch).putLong(xid).array();
        return MinPosition.parse(service + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static Progress progress(FeedProgress opportunities, FeedProgress accounts) {
        return new Progress(1, ZoneId.of("Asia/Jakarta"), "USD", Set.of("USD"),
                Map.of("accounts/opportunity", opportunities, "accounts/account", accounts));
    }

    private static FeedProgress at(int epoch, long xid, long seq) {
        return new FeedProgress(position(epoch, xid, seq), EIGHT, null, 5, "");
    }

    @Test
    void everyFeedOfThatServiceMustHavePassedTheWholeTransaction() {
        assertThat(progress(at(1, 101, 0), at(1, 101, 0)).hasPassed(wanted("accounts", 1, 100), USED)).isTrue();
        assertThat(progress(at(1, 101, 0), at(1, 100, 7)).hasPassed(wanted("accounts", 1, 100), USED)).isFalse();
        assertThat(progress(at(2, 1, 0), at(2, 1, 0)).hasPassed(wanted("accounts", 1, 100), USED)).isTrue();
        assertThat(progress(at(1, 200, 0), new FeedProgress(null, null, null, 0, ""))
                .hasPassed(wanted("accounts", 1, 100), USED)).isFalse();
    }

    @Test
    void aPositionOfAnotherServiceDoesNotMatter() {
        assertThat(progress(at(1, 1, 0), at(1, 1, 0)).hasPassed(wanted("orders", 1, 100), USED)).isTrue();
    }

    @Test
    void aRateMustBeAppliedToTheFactsOfEveryFeed() {
        FeedProgress behind = new FeedProgress(position(1, 1, 0), EIGHT, null, 4, "");
        assertThat(progress(at(1, 1, 0), at(1, 1, 0)).hasPassed(wanted("metrics", 1, 5), USED)).isTrue();
        assertThat(progress(at(1, 1, 0), behind).hasPassed(wanted("metrics", 1, 5), USED)).isFalse();
        assertThat(progress(at(1, 1, 0), at(1, 1, 0)).hasPassed(wanted("metrics", 1, 5), List.of("orders/order")))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoPosition() {
        for (String text : List.of("accounts", "accounts:", "accounts:AAA", "other:AAAAAQAAAAAAAAPo", "accounts:ä")) {
            assertThatThrownBy(() -> MinPosition.parse(text)).isInstanceOfSatisfying(ProblemException.class,
                    problem -> assertThat(problem.code()).isEqualTo("invalid-position"));
        }
    }

    @Test
    void theSlowestFeedSaysHowFarTheReplyIsComplete() {
        Instant earlier = EIGHT.minusSeconds(60);
        Progress progress = progress(at(1, 1, 0), new FeedProgress(position(1, 1, 0), earlier, null, 5, ""));
        assertThat(progress.completeThrough(USED)).isEqualTo(earlier);
        assertThat(progress.completeThrough(List.of("orders/order"))).isNull();
    }

    @Test
    void theHorizonIsADayOfTheCompanyAndNeverLaterThanWhatIsComplete() {
        Progress progress = progress(at(1, 1, 0), at(1, 1, 0));
        assertThat(progress.horizon(USED, null)).isEqualTo(LocalDate.of(2026, 2, 1));
        assertThat(progress.horizon(USED, EIGHT.minusSeconds(4 * 3600))).isEqualTo(LocalDate.of(2026, 1, 31));
        assertThat(progress.horizon(USED, EIGHT.plusSeconds(864_000))).isEqualTo(LocalDate.of(2026, 2, 1));
    }

    @Test
    void askingAsOfTheKnowledgeOfAReplyLosesNothing() {
        Instant later = EIGHT.plusSeconds(1);
        Progress progress = progress(at(1, 1, 0), new FeedProgress(position(1, 1, 0), EIGHT, later, 5, ""));
        assertThat(progress.knowledge(USED)).isEqualTo(later);
    }
}
