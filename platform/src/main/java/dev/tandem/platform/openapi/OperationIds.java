package dev.tandem.platform.openapi;

import java.util.Locale;

import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;

/**
 * Names operations for programs that make clients of the document. A name follows from method and path alone, so it stays
 * when classes are renamed and is the only one of its kind, also where the documents of several services are put together.
 */
final class OperationIds {

    private OperationIds() {
    }

    /** {@code GET /api/v1/shop/things/{id}} is {@code getShopThingsById}. */
    static String of(HttpMethod method, String path) {
        StringBuilder id = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
        for (String segment : path.replaceFirst("^/api/v[0-9]+", "").split("/")) {
            if (segment.startsWith("{")) {
                id.append("By");
            }
            for (String word : segment.split("[^A-Za-z0-9]+")) {
                if (!word.isEmpty()) {
                    id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
                }
            }
        }
        return id.toString();
    }
}
