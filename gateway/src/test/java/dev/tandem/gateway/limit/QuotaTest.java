package dev.tandem.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.bucket4j.TimeMeter;

class QuotaTest {

    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Quota FOUR = new Quota(Policy.DEFAULT, 4, MINUTE);

    private final HeldTime time = new HeldTime();
    private final LocalBuckets buckets = new LocalBuckets(100, MINUTE, time);

    private static final class HeldTime implements TimeMeter {

        private long nanos = 1;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }

        void pass(Duration passed) {
            nanos += passed.toNanos();
        }
    }

    private String state(String caller) {
        Verdict verdict = buckets.take(FOUR, caller);
        return verdict.isAllowed() + " " + verdict.stated();
    }

    @Test
    void saysHowManyRequestsMayComeAndWhenThereIsOneMore() {
        assertThat(FOUR.stated()).isEqualTo("\"default\";q=4;w=60");
        assertThat(new Quota(Policy.SIGN_IN, 30, MINUTE).stated()).isEqualTo("\"sign-in\";q=30;w=60");
        assertThat(state("a")).isEqualTo("true \"default\";r=3;t=15");
        time.pass(Duration.ofSeconds(10));
        assertThat(state("a")).isEqualTo("true \"default\";r=2;t=5");
        time.pass(Duration.ofMillis(100));
        assertThat(state("a")).isEqualTo("true \"default\";r=1;t=5");
        assertThat(state("a")).isEqualTo("true \"default\";r=0;t=5");
        assertThat(state("a")).isEqualTo("false \"default\";r=0;t=5");
        assertThat(state("b")).isEqualTo("true \"default\";r=3;t=15");
        time.pass(Duration.ofMillis(4_899));
        assertThat(state("a")).isEqualTo("false \"default\";r=0;t=1");
        time.pass(Duration.ofMillis(1));
        assertThat(state("a")).isEqualTo("true \"default\";r=0;t=15");
    }

    @Test
    void letsNoMoreThanTwiceTheQuotaThroughInAnyWindowAndTheQuotaInTheLongRun() {
        List<Long> passed = IntStream.range(0, 600).mapToObj(second -> {
            time.pass(Duration.ofSeconds(1));
            return IntStream.range(0, 10).filter(request -> buckets.take(FOUR, "a").isAllowed()).count();
        }).toList();
        assertThat(passed.stream().mapToLong(Long::longValue).sum()).as("4 at once and 4 a minute").isEqualTo(4 + 10 * 4 - 1);
        for (int from = 0; from + 60 <= passed.size(); from++) {
            assertThat(passed.subList(from, from + 60).stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void keepsNoMoreCallersInMindThanItsBound() {
        IntStream.range(0, 10_000).forEach(caller -> buckets.take(FOUR, "caller " + caller));
        assertThat(buckets.size()).isLessThanOrEqualTo(100);
    }

    @Test
    void refusesAQuotaThatIsNone() {
        assertThatThrownBy(() -> new Quota(Policy.GUEST, 0, MINUTE)).hasMessageContaining("tandem.gateway.limits.guest.quota")
                .hasMessageContaining("enabled=false");
        assertThatThrownBy(() -> new Quota(Policy.SIGN_IN, 1, Duration.ofMillis(1_500)))
                .hasMessageContaining("tandem.gateway.limits.sign-in.window");
        assertThatThrownBy(() -> new Quota(Policy.SIGN_IN, 1, Duration.ZERO)).hasMessageContaining("whole seconds");
    }

    @Test
    void tellsCallersApartWithoutNamingThem() throws Exception {
        assertThat(Callers.withToken("https://login.example", "anna")).hasSize(22).doesNotContain("anna")
                .isEqualTo(Callers.withToken("https://login.example", "anna"))
                .isNotEqualTo(Callers.withToken("https://other.example", "anna"))
                .isNotEqualTo(Callers.withToken("https://login.example", "anne"));
        assertThat(Callers.withToken("ab", "c")).isNotEqualTo(Callers.withToken("a", "bc"));
        assertThat(at("2001:db8:1:2::1")).isEqualTo(at("2001:db8:1:2:ffff::9")).isNotEqualTo(at("2001:db8:1:3::1"));
        assertThat(at("192.0.2.1")).isNotEqualTo(at("192.0.2.2")).isEqualTo(at("::ffff:192.0.2.1"));
    }

    private static String at(String address) {
        return Callers.at(InetAddress.ofLiteral(address));
    }
}
