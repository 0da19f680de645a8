package dev.tandem.accounts.pipeline;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The data of a {@code pipeline} event. */
record PipelineFeed(UUID id, String code, @JsonProperty("isDefault") boolean isDefault, List<StageFeed> stages,
        @Nullable String externalId, long version) {

    record StageFeed(UUID id, String code, int sortOrder, int probability, ForecastCategory forecastCategory,
            @JsonProperty("isClosed") boolean isClosed, @JsonProperty("isWon") boolean isWon) {
    }

    static PipelineFeed of(Pipeline pipeline, @Nullable String externalId) {
        return new PipelineFeed(pipeline.id(), pipeline.code(), pipeline.isDefault(),
                pipeline.stages().stream().map(stage -> new StageFeed(stage.id(), stage.code(), stage.sortOrder(),
                        stage.probability(), stage.forecastCategory(), stage.isClosed(), stage.isWon())).toList(),
                externalId, pipeline.version());
    }
}
