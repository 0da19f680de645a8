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

    public static Response created(URI location, Object view, long version) {
        return Response.created(location).header(HttpHeaders.ETAG, ETags.of(version)).entity(view).build();
    }

    /** 200 with the record as it is after the change. */
    public static Response changed(Object view, long version) {
        return Response.ok(view).header(HttpHeaders.ETAG, ETags.of(version)).build();
    }

    public static Response noContent() {
        return Response.noContent().build();
    }
}
