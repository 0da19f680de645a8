package dev.tandem.platform.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.listing.Filter;
import dev.tandem.platform.listing.Searched;
import dev.tandem.platform.listing.Sorted;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/**
 * Describes the operations that resources inherit as if each had written them itself: in its own words, with its roles, its
 * filters and its schemas. Works while the service is built, so that the stored document is the served one.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class RecordDocument implements OASFilter {

    private static final DotName API = DotName.createSimple(RecordApi.class);
    private static final DotName SCHEMA = DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");

    /** The name that Quarkus gives to the bearer token. */
    private static final String SCHEME = "SecurityScheme";

    private final IndexView index;

    public RecordDocument(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        for (AnnotationInstance api : index.getAnnotations(API)) {
            ClassInfo resource = api.target().asClass();
            Type parent = resource.superClassType();
            if (parent.kind() != Type.Kind.PARAMETERIZED_TYPE) {
                throw new IllegalStateException(resource + " does not extend RecordEndpoints");
            }
            List<Type> faces = parent.asParameterizedType().arguments();
            describe(document, path(resource), new Words(resource, index), index.getClassByName(faces.get(0).name()),
                    index.getClassByName(faces.get(1).name()));
        }
    }

    private static String path(ClassInfo resource) {
        return resource.declaredAnnotation(DotName.createSimple(Path.class)).value().asString();
    }

    private void describe(OpenAPI document, String path, Words words, ClassInfo settable, ClassInfo view) {
        Map<String, String> texts = words.texts(sorts(view, words), searched(view));
        document.getPaths().getPathItems().forEach((at, item) -> {
            if (at.equals(path) || at.startsWith(path + "/")) {
                item.getOperations().values().forEach(operation -> fill(operation, texts));
            }
        });
        PathItem all = document.getPaths().getPathItem(path);
        PathItem count = document.getPaths().getPathItem(path + "/count");
        PathItem one = document.getPaths().getPathItem(path + "/{id}");
        PathItem restore = document.getPaths().getPathItem(path + "/{id}/restore");
        for (String place : List.of("", "/count", "/{id}", "/{id}/restore")) {
            document.getPaths().getPathItem(path + place).getOperations().forEach((method, operation) -> {
                allow(operation, method == HttpMethod.GET ? words.readers() : words.writers());
                refusals(place, method).forEach((status, text) -> refuse(operation, status, text));
            });
        }
        filters(view).forEach((name, text) -> {
            all.getGET().addParameter(parameter(name, text));
            count.getGET().addParameter(parameter(name, text));
        });
        Schema shown = reference(view);
        reply(one.getGET(), "200", shown);
        reply(all.getPOST(), "201", shown);
        reply(one.getPATCH(), "200", shown);
        reply(restore.getPOST(), "200", shown);
        takes(all.getPOST(), "application/json", reference(settable));
        takes(one.getPATCH(), "application/merge-patch+json", reference(settable));
        if (!words.text("merged").isEmpty()) {
            refuse(one.getGET(), "301", words.text("merged") + ": it lives on in another, to which Location leads");
            one.getGET().getResponses().getAPIResponse("301").addHeader("Location", OASFactory.createHeader()
                    .description("Path of the record that it lives on in")
                    .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
        }
        addNames(document, name(settable));
    }

    private static void fill(Operation operation, Map<String, String> texts) {
        operation.setSummary(filled(operation.getSummary(), texts));
        operation.setDescription(filled(operation.getDescription(), texts));
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> parameter.setDescription(filled(parameter.getDescription(), texts)));
        }
        operation.getResponses().getAPIResponses().values()
                .forEach(response -> response.setDescription(filled(response.getDescription(), texts)));
    }

    private static @Nullable String filled(@Nullable String text, Map<String, String> texts) {
        String filled = text;
        for (Map.Entry<String, String> word : texts.entrySet()) {
            filled = filled == null ? null : filled.replace("{" + word.getKey() + "}", word.getValue());
        }
        return filled == null ? null : filled.replace("; ;", ";").replace(": ;", ":").replace(": .", ".").replace("; .", ".");
    }

    private static void allow(Operation operation, List<String> roles) {
        operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(SCHEME, roles)));
    }

    private static Map<String, String> refusals(String place, HttpMethod method) {
        Map<String, String> found = new LinkedHashMap<>();
        boolean one = place.startsWith("/{id}");
        boolean write = method != HttpMethod.GET;
        found.put("400", "The request or a parameter cannot be read");
        found.put("401", "No valid token");
        found.put("403", "The role does not allow it, or the row may only be read");
        if (one) {
            found.put("404", "There is none, or it is not the caller's to know of");
        }
        if (write) {
            found.put("409", "The state of the records does not allow it");
        }
        if (write && one) {
            found.put("412", "Somebody else changed the record; the ETag is in the reply");
            found.put("428", "If-Match is missing");
        }
        if (method == HttpMethod.PATCH || method == HttpMethod.POST && !one) {
            found.put("415", "The media type is another one");
            found.put("422", "A rule is broken");
        }
        found.put("503", "Overloaded; try again after the seconds of Retry-After");
        return found;
    }

    private static void refuse(Operation operation, String status, String text) {
        operation.getResponses().addAPIResponse(status, OASFactory.createAPIResponse().description(text).content(
                content("application/problem+json", OASFactory.createSchema().ref("#/components/schemas/Problem"))));
    }

    private static Parameter parameter(String name, String text) {
        return OASFactory.createParameter().name(name).in(Parameter.In.QUERY).description(text)
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }

    private static void reply(Operation operation, String status, Schema schema) {
        operation.getResponses().getAPIResponse(status).setContent(content("application/json", schema));
    }

    private static void takes(Operation operation, String type, Schema schema) {
        operation.getRequestBody().setContent(content(type, schema));
    }

    private static Content content(String type, Schema schema) {
        return OASFactory.createContent().addMediaType(type, OASFactory.createMediaType().schema(schema));
    }

    private static Schema reference(ClassInfo type) {
        return OASFactory.createSchema().ref("#/components/schemas/" + name(type));
    }

    private static String name(ClassInfo type) {
        AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
        AnnotationValue name = schema == null ? null : schema.value("name");
        return name == null ? type.simpleName() : name.asString();
    }

    /** Every record has names in other systems, and no kind declares them. */
    private static void addNames(OpenAPI document, String settable) {
        Schema schema = Objects.requireNonNull(document.getComponents().getSchemas().get(settable), settable);
        schema.addProperty("externalIds", OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).maxItems(ExternalName.MOST)
                .description("Its names in other systems; replaced whole")
                .items(OASFactory.createSchema().ref("#/components/schemas/ExternalName")));
    }

    private static Map<String, String> filters(ClassInfo view) {
        Map<String, String> found = new LinkedHashMap<>();
        for (RecordComponentInfo component : view.recordComponentsInDeclarationOrder()) {
            AnnotationInstance filter = component.declaredAnnotation(DotName.createSimple(Filter.class));
            if (filter != null) {
                String name = filter.value("name") == null ? component.name() : filter.value("name").asString();
                found.put(name, filter.value().asString());
                if (filter.value("range") != null && filter.value("range").asBoolean()) {
                    found.put(Filter.Range.from(name), "`" + name + "` on this day or later");
                    found.put(Filter.Range.before(name), "`" + name + "` before this day");
                }
            }
        }
        return found;
    }

    private static String searched(ClassInfo view) {
        return String.join(", ", view.recordComponentsInDeclarationOrder().stream()
                .filter(component -> component.hasDeclaredAnnotation(DotName.createSimple(Searched.class)))
                .map(RecordComponentInfo::name).toList());
    }

    private static String sorts(ClassInfo view, Words words) {
        List<String> found = new ArrayList<>(List.of("id", "createdAt"));
        List<String> unstable = new ArrayList<>();
        for (RecordComponentInfo component : view.recordComponentsInDeclarationOrder()) {
            AnnotationInstance sorted = component.declaredAnnotation(DotName.createSimple(Sorted.class));
            if (sorted != null) {
                found.add(component.name());
                if (sorted.value("unstable") != null && sorted.value("unstable").asBoolean()) {
                    unstable.add(component.name());
                }
            }
        }
        String usual = words.text("defaultSort");
        return String.join(", ", found.stream().map(name -> "`" + name + "`" + (unstable.contains(name) ? " (unstable)" : ""))
                .toList()) + "; `" + usual + "` unless asked";
    }

    /** The words of one resource. */
    private record Words(ClassInfo resource, IndexView index) {

        String text(String member) {
            return value(RecordApi.class, member).map(AnnotationValue::asString).orElse("");
        }

        private List<String> list(Class<?> annotation, String member) {
            return value(annotation, member).map(value -> List.of(value.asStringArray())).orElse(List.of());
        }

        private Optional<AnnotationValue> value(Class<?> annotation, String member) {
            return Optional.ofNullable(resource.declaredAnnotation(DotName.createSimple(annotation)))
                    .map(found -> found.valueWithDefault(index, member));
        }

        List<String> readers() {
            return list(Readers.class, "value");
        }

        List<String> writers() {
            return list(Writers.class, "value");
        }

        private String codes(String status, String member) {
            return list(Refuses.class, member).isEmpty() ? "" : status + " " + String.join(", ", list(Refuses.class, member));
        }

        Map<String, String> texts(String sorts, String searched) {
            String rows = text("rows");
            Map<String, String> texts = new LinkedHashMap<>();
            texts.put("one", text("one"));
            texts.put("many", text("many"));
            texts.put("readers", "Roles: " + String.join(", ", readers()) + ".");
            texts.put("writers", "Roles: " + String.join(", ", writers()) + ".");
            texts.put("rows", rows.isEmpty() ? "" : rows + " ");
            texts.put("sorts", sorts);
            texts.put("searched", searched + text("alsoSearched"));
            texts.put("conflicts", "409 " + String.join(", ", conflicts()));
            texts.put("taken", codes("409", "conflicts"));
            texts.put("refusals", codes("422", "invalid"));
            texts.put("inUse", codes("409", "inUse").isEmpty() ? "" : codes("409", "inUse") + "; ");
            return texts;
        }

        private List<String> conflicts() {
            List<String> codes = new ArrayList<>(list(Refuses.class, "conflicts"));
            codes.add("external-id-taken");
            return codes;
        }
    }
}
