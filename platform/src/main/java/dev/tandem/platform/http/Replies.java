package dev.tandem.platform.http;

import java.net.URI;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

/** Replies for single records, with their entity tag. */
public final class Replies {

    private Replies() {
    }

    /** 200 with the record, or 304. */
    public static Response item(Object view, long version, @Nullable String ifNoneMatch) {
        if (ETags.matches(ifNoneMatch, version)) {
            return Response.notModified().header(HttpHeaders.ETAG, ETags.of(version)).build();
        }
        return changed(view, version);
    }

    /**
     * 201 with the record. The location stays a path, because behind a gateway the service does not know the host that the
     * client speaks to.
     */
    public static Response created(URI location, Object view, long version) {
        return created(location, view).header(HttpHeaders.ETAG, ETags.of(version)).build();
    }

    /** 201 with something that has no version. */
    public static Response.ResponseBuilder created(URI location, Object view) {
        return Response.status(Response.Status.CREATED).header(HttpHeaders.LOCATION, location.getRawPath()).entity(view);
    }

    /** 200 with the record as it is after the change. */
    public static Response changed(Object view, long version) {
        return Response.ok(view).header(HttpHeaders.ETAG, ETags.of(version)).build();
    }

    public static Response noContent() {
        return Response.noContent().build();
    }

    /** 204 for a record that was deleted, with the version by which it can be restored. */
    public static Response deleted(long version) {
        return Response.noContent().header(HttpHeaders.ETAG, ETags.of(version)).build();
    }
}
