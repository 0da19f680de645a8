package dev.tandem.platform.resource;

import java.lang.reflect.Method;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.tandem.platform.auth.Caller;
import io.quarkus.security.ForbiddenException;

/** Lets only the roles that a resource names come to the operations it has inherited; before anything else is looked at. */
public class RecordAccess {

    private final Caller caller;

    RecordAccess(Caller caller) {
        this.caller = caller;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    public void check(ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        if (method == null || method.getDeclaringClass() != RecordEndpoints.class) {
            return;
        }
        if (!caller.hasAny(allowed(resource.getResourceClass(), method.isAnnotationPresent(GET.class)))) {
            throw new ForbiddenException();
        }
    }

    private static String[] allowed(Class<?> resource, boolean reads) {
        Readers readers = resource.getAnnotation(Readers.class);
        Writers writers = resource.getAnnotation(Writers.class);
        if (reads) {
            return readers == null ? new String[0] : readers.value();
        }
        return writers == null ? new String[0] : writers.value();
    }
}
