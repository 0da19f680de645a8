package dev.tandem.platform.json;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/** Reads JSON bodies: bounded, strict, with every unknown field named, and hashed for idempotent replays. */
@Provider
@Consumes({ MediaType.APPLICATION_JSON, "application/merge-patch+json" })
public class StrictJsonReader implements MessageBodyReader<Object> {

    /** 1 MiB; larger things are imports or media and are streamed. */
    static final int MAX_BYTES = 1 << 20;

    private final CurrentVertxRequest request;

    StrictJsonReader(CurrentVertxRequest request) {
        this.request = request;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type != String.class && type != byte[].class && !InputStream.class.isAssignableFrom(type);
    }

    @Override
    public Object readFrom(Class<Object> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new ProblemException(ProblemKind.TOO_LARGE, "body-too-large", "A JSON body may have at most 1 MiB.",
                    List.of());
        }
        if (bytes.length == 0) {
            throw ProblemException.badRequest("malformed-json", "", "The body is empty; JSON is expected.");
        }
        BodyHash.keep(request.getCurrent(), bytes);
        Object value = StrictJson.bind(bytes, generic);
        if (value == null) {
            throw ProblemException.badRequest("wrong-type", "", "The body is null; an object is expected.");
        }
        return value;
    }
}
