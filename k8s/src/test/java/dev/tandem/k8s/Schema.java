package dev.tandem.k8s;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;

import io.kubernetes.client.util.ModelMapper;
import io.kubernetes.client.util.Yaml;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesObject;

/**
 * Every manifest is of a kind and version that Kubernetes still has, with known fields of the right type: by the models of
 * the official client, whose parsers are stricter than a server without field validation.
 */
final class Schema implements Check {

    @Override
    public List<String> faults(Manifests manifests) {
        return manifests.all().stream().filter(manifest -> !CustomKinds.isCustom(manifest)).map(Schema::fault)
                .flatMap(Optional::stream).toList();
    }

    private static Optional<String> fault(JsonNode manifest) {
        String version = manifest.path("apiVersion").asText();
        String kind = manifest.path("kind").asText();
        Class<?> model = ModelMapper.getApiTypeClass(version, kind);
        if (model == null || model == DynamicKubernetesObject.class) {
            return Optional.of(Manifests.title(manifest) + ": Kubernetes has no " + kind + " in version " + version);
        }
        try {
            Yaml.load(manifest.toString());
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, JsonParser.parseString(manifest.toString()));
            return Optional.empty();
        } catch (ReflectiveOperationException | IOException | RuntimeException refused) {
            Throwable cause = refused;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Optional.of(Manifests.title(manifest) + ": " + cause.getMessage());
        }
    }
}
