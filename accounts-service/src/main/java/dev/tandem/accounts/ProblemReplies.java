package dev.tandem.accounts;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Content;

/** Adds to every operation the refusals that follow from its kind, so that the API document cannot forget one. */
public class ProblemReplies implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        Map<String, PathItem> paths = document.getPaths().getPathItems();
        paths.forEach((path, item) -> item.getOperations()
                .forEach(
                        (method, operation) -> refusals(path, method).forEach((status, text) -> add(operation, status, text))));
    }

    private static Map<String, String> refusals(String path, HttpMethod method) {
        Map<String, String> found = new LinkedHashMap<>();
        boolean one = path.contains("{id}");
        boolean write = method != HttpMethod.GET;
        boolean versioned = one && write && !path.endsWith("/restore") && !path.endsWith("/cancel");
        found.put("400", "The request or a parameter cannot be read");
        found.put("401", "No valid token");
        found.put("403", "The role does not allow it");
        if (one) {
            found.put("404", "There is none, or it is not the caller's to know of");
        }
        if (write) {
            found.put("409", "The state of the record does not allow it");
            found.put("412", "Somebody else changed the record; the ETag is in the reply");
        }
        if (method == HttpMethod.POST || method == HttpMethod.PATCH || method == HttpMethod.PUT) {
            found.put("415", "The media type is another one");
            found.put("422", "A rule is broken");
        }
        if (versioned) {
            found.put("428", "If-Match is missing");
        }
        found.put("503", "Overloaded; try again after the seconds of Retry-After");
        return found;
    }

    private static void add(Operation operation, String status, String text) {
        Content problem = OASFactory.createContent().addMediaType("application/problem+json", OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
        var known = operation.getResponses().getAPIResponse(status);
        if (known == null || known.getContent() == null) {
            operation.getResponses().addAPIResponse(status, OASFactory.createAPIResponse()
                    .description(known == null || status.startsWith("40") ? text : known.getDescription()).content(problem));
        }
    }
}
