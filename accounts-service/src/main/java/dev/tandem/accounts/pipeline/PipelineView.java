package dev.tandem.accounts.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.tandem.platform.listing.Filter;
import dev.tandem.platform.listing.Searched;
import dev.tandem.platform.listing.Sorted;
import dev.tandem.platform.record.ExternalIds.ExternalId;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.RecordView;

/** A pipeline as it is shown. */
@Schema(name = "Pipeline")
public record PipelineView(UUID id, @Filter("Exact code") @Sorted(unstable = true) @Searched String code, @Searched String name,
        @JsonProperty("isDefault") @Filter(value = "`true` or `false`", path = "standard") boolean isDefault,
        List<StageView> stages, List<ExternalId> externalIds, Source source, long version, Instant createdAt,
        Instant updatedAt) implements RecordView {

    /** A stage as it is shown. */
    @Schema(name = "Stage")
    public record StageView(UUID id, String code, @Nullable String name, int sortOrder, int probability,
            ForecastCategory forecastCategory, @JsonProperty("isClosed") boolean isClosed, @JsonProperty("isWon") boolean isWon,
            boolean allowBackward, boolean requiresAccount, @Nullable Integer rottenDays, @Nullable String definition) {

        static StageView of(Stage stage) {
            StageDetails details = stage.details();
            return new StageView(stage.id(), stage.code(), details.name(), stage.sortOrder(), stage.probability(),
                    stage.forecastCategory(), stage.isClosed(), stage.isWon(), stage.isBackwardAllowed(),
                    stage.isAccountRequired(), details.rottenDays(), details.definition());
        }
    }

    static PipelineView of(Pipeline pipeline, List<ExternalId> names) {
        PipelineDetails details = pipeline.details();
        return new PipelineView(pipeline.id(), details.code(), String.valueOf(details.name()), pipeline.isDefault(),
                pipeline.stages().stream().map(StageView::of).toList(), names, pipeline.source(), pipeline.version(),
                pipeline.createdAt(), pipeline.updatedAt());
    }
}
