package dev.tandem.platform.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.IndexView;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.smallrye.openapi.api.util.FilterUtil;
import io.smallrye.openapi.api.util.UnusedSchemaFilter;

/**
 * Completes each operation after its resource has described it: what can be null, the refusals that follow from its kind,
 * its roles where a program finds them, a name for programs, and an example of every request and reply. What a resource
 * says itself stays; schemas that no operation of the service speaks of go.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 0)
public class OperationCompletion implements OASFilter {

    private static final String SCHEME = "SecurityScheme";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final Nulls nulls;
    private final Routes routes;

    /** @param index the classes of the service, from which Quarkus builds the document */
    public OperationCompletion(IndexView index) {
        nulls = new Nulls(index);
        routes = new Routes(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null || document.getPaths().getPathItems() == null) {
            return;
        }
        nulls.addTo(document);
        Refusals refusals = new Refusals(document);
        Examples examples = new Examples(document);
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
            keepOneOfEachParameter(operation);
            if (operation.getOperationId() == null) {
                operation.setOperationId(OperationIds.of(method, path));
            }
            takeOverRoles(path, method, operation);
            nameRoles(operation);
            describeKey(path, method, operation);
            describeUnchanged(method, operation);
            refusals.addTo(path, method, operation);
            addExamples(examples, method, operation);
        }));
        sort(document);
        // Not by the setting of the same name, which would take schemas away before the fields that can be null are known.
        FilterUtil.applyFilter(new UnusedSchemaFilter(), document);
    }

    private static void keepOneOfEachParameter(Operation operation) {
        if (operation.getParameters() != null) {
            Map<String, Parameter> kept = new LinkedHashMap<>();
            operation.getParameters().forEach(
                    parameter -> kept.putIfAbsent(parameter.getIn() + " " + parameter.getName() + parameter.getRef(),
                            parameter));
            operation.setParameters(new ArrayList<>(kept.values()));
        }
    }

    private void takeOverRoles(String path, HttpMethod method, Operation operation) {
        List<String> roles = routes.roles(method, path);
        if (roles != null && (operation.getSecurity() == null || operation.getSecurity().isEmpty())) {
            operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(SCHEME,
                    roles.stream().filter(role -> !role.equals("**")).toList()));
        }
    }

    private void describeKey(String path, HttpMethod method, Operation operation) {
        boolean isSaid = operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> IDEMPOTENCY_KEY.equals(parameter.getName()));
        if (!isSaid && routes.isIdempotent(method, path)) {
            operation.addParameter(OASFactory.createParameter().name(IDEMPOTENCY_KEY).in(Parameter.In.HEADER)
                    .required(routes.requiresKey(method, path) ? true : null)
                    .description("A request sent again within 24 hours with the same key has no second effect and gets the "
                            + "first reply.")
                    .schema(OASFactory.createSchema().addType(SchemaType.STRING)));
        }
    }

    private static void describeUnchanged(HttpMethod method, Operation operation) {
        boolean asks = operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "If-None-Match".equals(parameter.getName()));
        if (method == HttpMethod.GET && asks && !operation.getResponses().hasAPIResponse("304")) {
            operation.getResponses().addAPIResponse("304",
                    OASFactory.createAPIResponse().description("If-None-Match names the present version"));
        }
    }

    /** Where the document does not know the roles it says nothing of them, rather than that there are none. */
    private static void nameRoles(Operation operation) {
        if (operation.getSecurity() == null || operation.getSecurity().isEmpty()) {
            return;
        }
        List<String> roles = operation.getSecurity().stream().flatMap(scheme -> scheme.getSchemes().values().stream())
                .flatMap(List::stream).filter(role -> !role.equals("**")).distinct().sorted().toList();
        if (!roles.isEmpty()) {
            operation.addExtension("x-roles", roles);
        }
        String said = operation.getDescription() == null ? "" : operation.getDescription();
        if (!said.contains("Role")) {
            operation.setDescription(
                    ((roles.isEmpty() ? "Roles: any." : "Roles: " + String.join(", ", roles) + ".") + " " + said)
                            .strip());
        }
    }

    private static void addExamples(Examples examples, HttpMethod method, Operation operation) {
        if (operation.getRequestBody() != null && operation.getRequestBody().getContent() != null) {
            operation.getRequestBody().getContent().getMediaTypes()
                    .forEach((type, media) -> examples.addTo(type, media, method == HttpMethod.PATCH));
        }
        for (APIResponse response : operation.getResponses().getAPIResponses().values()) {
            if (response.getContent() != null && response.getContent().getMediaTypes() != null) {
                response.getContent().getMediaTypes().forEach((type, media) -> examples.addTo(type, media, false));
            }
        }
    }

    /** Statuses in the order of their numbers, however they came in. */
    private static void sort(OpenAPI document) {
        document.getPaths().getPathItems().values().forEach(item -> item.getOperations().values().forEach(operation -> {
            Map<String, APIResponse> sorted = new LinkedHashMap<>();
            operation.getResponses().getAPIResponses().entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            operation.getResponses().setAPIResponses(sorted);
        }));
    }
}
