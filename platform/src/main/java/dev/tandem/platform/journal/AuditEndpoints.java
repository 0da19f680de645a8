package dev.tandem.platform.journal;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Cursor;
import dev.tandem.platform.http.Limits;
import dev.tandem.platform.http.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * The audit over HTTP. A service gives it its place with an empty subclass,
 * {@code @Path("/api/v1/b2b/audit-events") public class AuditResource extends AuditEndpoints {}}.
 */
@RunOnVirtualThread
@Tag(name = "Audit")
public abstract class AuditEndpoints {

    @Inject
    AuditLog audit;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Who changed what, newest first", description = "Role: admin. Errors: 400, 401, 403.")
    public Page<AuditEntry> list(@RestQuery @Nullable String kind, @RestQuery @Nullable UUID recordId,
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        int size = Limits.page(limit);
        List<AuditEntry> entries = audit.list(kind, recordId, before(cursor), size + 1);
        if (entries.size() <= size) {
            return new Page<>(entries, null);
        }
        List<AuditEntry> page = entries.subList(0, size);
        return new Page<>(page, Cursor.encode(page.getLast().id()));
    }

    private static @Nullable UUID before(@Nullable String cursor) {
        List<String> keys = Cursor.decode(cursor, 1);
        try {
            return keys.isEmpty() ? null : UUID.fromString(keys.getFirst());
        } catch (IllegalArgumentException foreign) {
            throw Cursor.invalid().causedBy(foreign);
        }
    }
}
