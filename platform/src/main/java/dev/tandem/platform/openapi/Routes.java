package dev.tandem.platform.openapi;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.http.Idempotent;

/**
 * The method behind each operation. Quarkus tells an operation's roles only where they stand in the class of its path, so
 * those of the endpoints that every service inherits have to be found here.
 */
final class Routes {

    private static final DotName PATH = DotName.createSimple(Path.class);
    private static final DotName ROLES = DotName.createSimple(RolesAllowed.class);
    private static final DotName IDEMPOTENT = DotName.createSimple(Idempotent.class);
    private static final Map<HttpMethod, DotName> VERBS = Stream.of("GET", "PUT", "POST", "PATCH", "DELETE")
            .collect(Collectors.toMap(HttpMethod::valueOf, verb -> DotName.createSimple("jakarta.ws.rs." + verb)));

    private final Map<String, MethodInfo> methods = new HashMap<>();

    Routes(IndexView index) {
        for (AnnotationInstance path : index.getAnnotations(PATH)) {
            if (path.target() instanceof ClassInfo resource) {
                for (ClassInfo type = resource; type != null; type = parent(type, index)) {
                    type.methods().forEach(method -> add(path.value().asString(), method));
                }
            }
        }
    }

    private static @Nullable ClassInfo parent(ClassInfo type, IndexView index) {
        return type.superName() == null ? null : index.getClassByName(type.superName());
    }

    private void add(String base, MethodInfo method) {
        AnnotationInstance path = method.declaredAnnotation(PATH);
        VERBS.forEach((verb, annotation) -> {
            if (method.hasDeclaredAnnotation(annotation)) {
                methods.putIfAbsent(key(verb, base + "/" + (path == null ? "" : path.value().asString())), method);
            }
        });
    }

    private static String key(HttpMethod verb, String path) {
        return verb + " /" + Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).collect(Collectors.joining("/"));
    }

    /** The roles that the method names; null where there is no such method or it names none. */
    @Nullable
    List<String> roles(HttpMethod verb, String path) {
        MethodInfo method = methods.get(key(verb, path));
        AnnotationInstance roles = method == null ? null : method.declaredAnnotation(ROLES);
        return roles == null ? null : List.of(roles.value().asStringArray());
    }

    boolean isIdempotent(HttpMethod verb, String path) {
        MethodInfo method = methods.get(key(verb, path));
        return method != null && method.hasDeclaredAnnotation(IDEMPOTENT);
    }

    boolean requiresKey(HttpMethod verb, String path) {
        MethodInfo method = methods.get(key(verb, path));
        AnnotationInstance idempotent = method == null ? null : method.declaredAnnotation(IDEMPOTENT);
        return idempotent != null && idempotent.value("required") != null && idempotent.value("required").asBoolean();
    }
}
