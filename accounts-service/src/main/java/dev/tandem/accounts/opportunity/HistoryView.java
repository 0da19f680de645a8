package dev.tandem.accounts.opportunity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.tandem.accounts.pipeline.ForecastCategory;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

/**
 * Where a deal has been: its stays in order, and the time it spent by stage. A stay in a closed stage takes no time, so that
 * the days sum to the deal's age.
 *
 * @param nextCursor always null: a deal's history is one page
 */
@Schema(name = "OpportunityHistory")
public record HistoryView(List<StayView> items, List<StageTime> stages, long totalDays, @Nullable String nextCursor) {

    /** One stay in a stage; {@code exitedAt} is null where the deal still is. */
    @Schema(name = "StageStay")
    public record StayView(int seq, @Nullable String fromStage, String stage, Instant enteredAt, LocalDate enteredOn,
            Precision precision, @Nullable Instant exitedAt, @Nullable LocalDate exitedOn, long days, Direction direction,
            @Nullable String reason, @Nullable String lostReason, @Nullable Money amount, int probability,
            @Nullable LocalDate expectedCloseOn, ForecastCategory forecastCategory, String changedBy,
            @JsonProperty("isCurrent") boolean isCurrent) {
    }

    /** The time in one stage over all stays, and in the latest one. */
    @Schema(name = "StageTime")
    public record StageTime(String stage, int visits, long days, long latestDays) {

        private StageTime and(long more) {
            return new StageTime(stage, visits + 1, days + more, more);
        }
    }

    static HistoryView of(Opportunity deal, LocalDate today) {
        List<StayView> items = new ArrayList<>();
        Map<String, StageTime> stages = new LinkedHashMap<>();
        long total = 0;
        for (StageVisit stay : deal.stays()) {
            long days = days(stay, today);
            items.add(view(stay, items.size() + 1, days));
            stages.put(stay.toStageCode(),
                    stages.getOrDefault(stay.toStageCode(), new StageTime(stay.toStageCode(), 0, 0, 0)).and(days));
            total += days;
        }
        return new HistoryView(items, List.copyOf(stages.values()), total, null);
    }

    private static long days(StageVisit stay, LocalDate today) {
        if (stay.exited() != null) {
            return ChronoUnit.DAYS.between(stay.entered().occurredOn(), stay.exited().occurredOn());
        }
        return stay.isClosed() ? 0 : Math.max(0, ChronoUnit.DAYS.between(stay.entered().occurredOn(), today));
    }

    private static StayView view(StageVisit stay, int seq, long days) {
        return new StayView(seq, stay.fromStageCode(), stay.toStageCode(), stay.entered().occurredAt(),
                stay.entered().occurredOn(), stay.entered().precision(),
                stay.exited() == null ? null : stay.exited().occurredAt(),
                stay.exited() == null ? null : stay.exited().occurredOn(), days, stay.direction(), stay.reason(),
                stay.lostReason(), stay.amount(), stay.probability(), stay.expectedCloseOn(), stay.forecastCategory(),
                stay.changedBy(), stay.isCurrent());
    }
}
