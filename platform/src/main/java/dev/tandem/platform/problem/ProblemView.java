package dev.tandem.platform.problem;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** The RFC 9457 document as it goes over the wire. */
@Schema(name = "Problem", description = "RFC 9457 problem document; code is stable and kebab-case.")
@JsonPropertyOrder({ "type", "title", "status", "detail", "instance", "code", "requestId", "errors" })
public record ProblemView(String type, String title, int status, String detail, @Nullable String instance, String code,
        @Nullable String requestId, List<Violation> errors, @JsonAnyGetter @Schema(hidden = true) Map<String, Object> more) {

    public static ProblemView of(ProblemException problem, @Nullable String instance, @Nullable String requestId) {
        return new ProblemView("urn:tandem:problem:" + problem.code(), problem.kind().title(), problem.kind().status(),
                problem.detail(), instance, problem.code(), requestId, problem.violations(), problem.extensions());
    }
}
