package dev.tandem.gateway.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.tandem.gateway.problem.Problem;
import dev.tandem.gateway.problem.ProblemWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The browsable API document at {@code /docs/}. The two files of Swagger UI come out of its jar on the class path, so that
 * no browser ever asks a foreign host for code.
 */
@Singleton
class DocsRoutes {

    private static final String WEBJAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final Map<String, String> FILES = Map.of("swagger-ui.css", "text/css;charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript;charset=utf-8");

    private final Map<String, Buffer> contents = new HashMap<>();

    void install(@Observes Router router) {
        String folder = "META-INF/resources/webjars/swagger-ui/" + version() + "/";
        FILES.keySet().forEach(file -> contents.put(file, Buffer.buffer(read(folder + file))));
        router.get("/docs").handler(DocsRoutes::addSlash);
        FILES.keySet().forEach(file -> router.get("/docs/" + file).handler(context -> serve(context, file)));
    }

    /** The router takes both spellings for one; the page's own relative links do not. */
    private static void addSlash(RoutingContext context) {
        String path = context.request().path();
        if (path != null && path.endsWith("/")) {
            context.next();
        } else {
            context.response().setStatusCode(301).putHeader("Location", "/docs/").end();
        }
    }

    private void serve(RoutingContext context, String file) {
        Buffer content = contents.get(file);
        if (content == null) {
            ProblemWriter.write(context, Problem.notFound());
            return;
        }
        context.response().putHeader("Content-Type", String.valueOf(FILES.get(file)))
                .putHeader("Cache-Control", "public, max-age=3600").end(content);
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream file = open(WEBJAR)) {
            properties.load(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return properties.getProperty("version");
    }

    private static byte[] read(String path) {
        try (InputStream file = open(path)) {
            return file.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static InputStream open(String path) {
        InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(path);
        if (file == null) {
            throw new IllegalStateException("Swagger UI is not on the class path: " + path);
        }
        return file;
    }
}
