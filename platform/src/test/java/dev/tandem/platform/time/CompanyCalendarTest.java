package dev.tandem.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class CompanyCalendarTest {

    private static final List<String> ACROSS_THE_CHANGE = List.of("2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z",
            "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z");

    @Test
    void putsInstantsOnTheDaysOfTheCompanyEvenOnADayOf25Hours() {
        assertThat(days("Europe/Berlin")).containsExactlyInAnyOrderEntriesOf(
                Map.of(LocalDate.of(2026, 10, 24), 1L, LocalDate.of(2026, 10, 25), 4L, LocalDate.of(2026, 10, 26), 1L));
        assertThat(days("Asia/Jakarta")).containsExactlyInAnyOrderEntriesOf(
                Map.of(LocalDate.of(2026, 10, 25), 4L, LocalDate.of(2026, 10, 26), 2L));
        assertThat(days("UTC")).containsExactlyInAnyOrderEntriesOf(
                Map.of(LocalDate.of(2026, 10, 24), 2L, LocalDate.of(2026, 10, 25), 4L));
    }

    @Test
    void aDateStartsAtTheStartOfItsDayInTheZone() {
        BusinessTime time = calendar("Asia/Jakarta").on(LocalDate.of(2026, 1, 31));

        assertThat(time.occurredAt()).isEqualTo(Instant.parse("2026-01-30T17:00:00Z"));
        assertThat(time.precision()).isEqualTo(Precision.DAY);
    }

    private static Map<LocalDate, Long> days(String zone) {
        CompanyCalendar calendar = calendar(zone);
        return ACROSS_THE_CHANGE.stream().map(Instant::parse)
                .collect(Collectors.groupingBy(at -> calendar.at(at).occurredOn(), Collectors.counting()));
    }

    private static CompanyCalendar calendar(String zone) {
        return new CompanyCalendar(ZoneId.of(zone), "USD", 1, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }
}
