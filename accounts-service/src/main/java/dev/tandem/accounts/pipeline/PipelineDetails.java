package dev.tandem.accounts.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a client may set of a pipeline; its stages are always in their order. */
@Schema(name = "PipelineDetails", example = """
        {"code":"direct","name":"Direct sales","stages":[{"code":"OPEN","probability":50},{"code":"WON","isWon":true},\
        {"code":"LOST","isClosed":true}]}""")
public record PipelineDetails(
        @Schema(description = "Unique") @NotBlank @Size(max = 100) String code,
        @Schema(description = "The code unless set") @Size(max = 200) @Nullable String name,
        @Schema(description = "The pipeline of deals that name none; one at most") @JsonProperty("isDefault") @Nullable Boolean isDefault,
        @Schema(description = "Replaced whole; a stage that deals are in cannot be left out") @NotEmpty @Size(max = 50) List<@NotNull @Valid StageDetails> stages) {

    public PipelineDetails {
        name = name == null ? code : name;
        isDefault = isDefault != null && isDefault;
        stages = stages == null ? stages : ordered(stages);
    }

    private static List<StageDetails> ordered(List<StageDetails> given) {
        List<StageDetails> ordered = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            StageDetails stage = given.get(i);
            ordered.add(stage == null || stage.sortOrder() != null ? stage : stage.at((i + 1) * 10));
        }
        if (!ordered.contains(null)) {
            ordered.sort(Comparator.comparing(StageDetails::sortOrder));
        }
        return java.util.Collections.unmodifiableList(ordered);
    }
}
