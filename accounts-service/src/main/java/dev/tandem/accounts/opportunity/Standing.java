package dev.tandem.accounts.opportunity;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.pipeline.ForecastCategory;
import dev.tandem.accounts.pipeline.Stage;

/**
 * Where a deal stands: all that comes from its stage, in one piece, so that nothing else can set a part of it. Only the chance
 * of an open deal may be somebody's own judgement.
 */
@Embeddable
record Standing(@Column(name = "stage_id") UUID stageId, @Column(name = "stage_code") String stageCode,
        @Column(name = "is_closed") boolean closed, @Column(name = "is_won") boolean won,
        @Column(name = "probability") int probability, @Column(name = "probability_overridden") boolean overridden,
        @Enumerated(EnumType.STRING) @Column(name = "forecast_category") ForecastCategory forecastCategory) {

    static Standing in(Stage stage) {
        return new Standing(stage.id(), stage.code(), stage.isClosed(), stage.isWon(), stage.probability(), false,
                stage.forecastCategory());
    }

    /** The same place with somebody's own judgement of the chance, or the stage's where there is none. */
    Standing judged(@Nullable Integer own, Stage stage) {
        return new Standing(stageId, stageCode, closed, won, own == null ? stage.probability() : own, own != null,
                forecastCategory);
    }
}
