package dev.tandem.platform.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

import dev.tandem.platform.problem.ProblemKind;

/** The replies that refuse: which of them an operation has follows from its method, its path, its body and its roles. */
final class Refusals {

    static final String PROBLEM = "application/problem+json";

    private static final String SCHEMA = "Problem";
    private static final Map<String, Refusal> ALL = new LinkedHashMap<>();

    /** What Quarkus writes where a resource says nothing. */
    private static final Set<String> BY_ITSELF = Set.of("Bad Request", "Not Authorized", "Not Allowed");

    static {
        add(ProblemKind.MOVED, "record-merged", "It lives on in another record, to which Location leads");
        add(ProblemKind.BAD_REQUEST, "unknown-parameter", "The request or a parameter cannot be read");
        add(ProblemKind.UNAUTHORIZED, "unauthenticated", "No valid token");
        add(ProblemKind.DECLINED, "declined", "Declined");
        add(ProblemKind.FORBIDDEN, "forbidden", "The role does not allow it");
        add(ProblemKind.NOT_FOUND, "not-found", "There is none, or it is not the caller's to know of");
        add(ProblemKind.CONFLICT, "conflict", "The state of the record does not allow it");
        add(ProblemKind.GONE, "gone", "No longer kept");
        add(ProblemKind.PRECONDITION_FAILED, "version-mismatch", "Somebody else changed the record; the ETag is in the reply");
        add(ProblemKind.TOO_LARGE, "body-too-large", "The body is too large");
        add(ProblemKind.UNSUPPORTED_TYPE, "unsupported-type", "The media type is another one");
        add(ProblemKind.INVALID, "validation-failed", "A rule is broken");
        add(ProblemKind.PRECONDITION_REQUIRED, "if-match-required", "If-Match is missing");
        add(ProblemKind.TOO_MANY, "too-many", "Too many requests");
        add(ProblemKind.OVERLOADED, "overloaded", "Overloaded; try again after the seconds of Retry-After");
    }

    private record Refusal(ProblemKind kind, String code, String text) {
    }

    private final OpenAPI document;

    Refusals(OpenAPI document) {
        this.document = document;
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
    }

    private static void add(ProblemKind kind, String code, String text) {
        ALL.put(Integer.toString(kind.status()), new Refusal(kind, code, text));
    }

    /** A refusal that the resource describes itself is completed; the others refer to what all operations say alike. */
    void addTo(String path, HttpMethod method, Operation operation) {
        ALL.forEach((status, refusal) -> {
            APIResponse found = operation.getResponses().getAPIResponse(status);
            APIResponse said = found != null && BY_ITSELF.contains(String.valueOf(found.getDescription())) ? null : found;
            if (said != null && said.getRef() == null) {
                said.setContent(content(refusal, code(said, refusal)));
            } else if (said == null && applies(status, path, method, operation)) {
                operation.getResponses().addAPIResponse(status, common(status, refusal));
            }
        });
    }

    private APIResponse common(String status, Refusal refusal) {
        String name = "Refused" + status;
        document.getComponents().addResponse(name,
                OASFactory.createAPIResponse().description(refusal.text()).content(content(refusal, refusal.code())));
        return OASFactory.createAPIResponse().ref("#/components/responses/" + name);
    }

    private static boolean applies(String status, String path, HttpMethod method, Operation operation) {
        boolean isRead = method == HttpMethod.GET || method == HttpMethod.HEAD;
        boolean hasBody = operation.getRequestBody() != null;
        boolean isVersioned = takes(operation, "If-Match");
        return switch (status) {
            // Every operation of a service wants a token and a role; a rule on how code is built holds that.
            case "400", "401", "403", "503" -> true;
            case "404" -> path.contains("{");
            case "409" -> !isRead;
            case "412" -> isVersioned;
            case "428" -> isVersioned && method != HttpMethod.PUT;
            case "413", "415" -> hasBody;
            case "422" -> hasBody || takes(operation, "Idempotency-Key");
            default -> false;
        };
    }

    private static boolean takes(Operation operation, String header) {
        return operation.getParameters() != null && operation.getParameters().stream()
                .anyMatch(
                        parameter -> parameter.getIn() == Parameter.In.HEADER && header.equalsIgnoreCase(parameter.getName()));
    }

    /** A description may begin with the codes themselves: the first of them is the example's. */
    private static String code(APIResponse response, Refusal refusal) {
        String said = response.getDescription() == null ? "" : response.getDescription();
        String first = said.split("[,:;. ]", 2)[0];
        return first.matches("[a-z0-9]+(-[a-z0-9]+)+") ? first : refusal.code();
    }

    private Content content(Refusal refusal, String code) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", "urn:tandem:problem:" + code);
        example.put("title", refusal.kind().title());
        example.put("status", refusal.kind().status());
        example.put("detail", refusal.text() + ".");
        example.put("code", code);
        example.put("requestId", "01941f29-7c00-7000-8000-0000000000ff");
        example.put("errors", List.of());
        MediaType media = OASFactory.createMediaType().example(example);
        if (document.getComponents().getSchemas() != null && document.getComponents().getSchemas().containsKey(SCHEMA)) {
            media.schema(OASFactory.createSchema().ref("#/components/schemas/" + SCHEMA));
        } else {
            media.schema(OASFactory.createSchema().addType(Schema.SchemaType.OBJECT));
        }
        return OASFactory.createContent().addMediaType(PROBLEM, media);
    }
}
