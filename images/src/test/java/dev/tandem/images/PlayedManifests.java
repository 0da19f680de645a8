package dev.tandem.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import dev.tandem.local.home.Ports;
import dev.tandem.local.process.Processes;

/**
 * What kubectl renders of an overlay, as "podman kube play" takes it. All that a service is told stays as rendered: config
 * maps, the order in which they are read, settings, volumes, user, rights, limits. Replaced is what a cluster would give:
 * secrets become settings and folders, and the names of services become ports of this machine. Taken out is what podman
 * does not know; each kind of it is named here.
 */
final class PlayedManifests {
    private static final Set<String> NOT_FOR_A_POD = Set.of("serviceAccountName", "automountServiceAccountToken",
            "enableServiceLinks", "topologySpreadConstraints");
    private static final Set<String> NOT_FOR_ITS_SECURITY = Set.of("fsGroup", "seccompProfile");
    private static final Set<String> NOT_FOR_A_CONTAINER = Set.of("startupProbe", "livenessProbe", "readinessProbe", "ports");
    private static final Pattern ADDRESS = Pattern.compile("(accounts|orders|metrics)-service:\\d+|(postgres):\\d+");
    private static final int USER = 185;

    private final List<Map<String, Object>> documents = new ArrayList<>();
    private final Path folder;
    private final Ports ports;

    /** @param folder where the secrets of the pods are laid out */
    PlayedManifests(String rendered, Path folder, Ports ports) {
        this.folder = folder;
        this.ports = ports;
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(rendered)) {
            documents.add(map(document));
        }
    }

    static String render(Path checkout, Path overlay) {
        String kubectl = Processes.run(List.of(checkout.resolve(".ci/kubectl").toString()), Map.of()).strip();
        return Processes.run(List.of(kubectl, "kustomize", overlay.toString()), Map.of());
    }

    /** The config maps and Deployments. */
    String services() throws IOException {
        List<Map<String, Object>> played = new ArrayList<>(configMaps());
        for (Map<String, Object> deployment : documents("Deployment")) {
            Map<String, Object> spec = map(deployment.get("spec"));
            spec.put("replicas", 1);
            fit(name(deployment), map(map(spec.get("template")).get("spec")));
            played.add(deployment);
        }
        return new Yaml().dumpAll(played.iterator());
    }

    /** The config maps, and the pods of the migration jobs: podman knows no Job. */
    String migrations() throws IOException {
        List<Map<String, Object>> played = new ArrayList<>(configMaps());
        for (Map<String, Object> job : documents("Job")) {
            Map<String, Object> pod = map(map(map(job.get("spec")).get("template")).get("spec"));
            fit(name(job), pod);
            played.add(Map.of("apiVersion", "v1", "kind", "Pod", "metadata", Map.of("name", name(job)), "spec", pod));
        }
        return new Yaml().dumpAll(played.iterator());
    }

    /** What a secret holds, by its name without the hash that kubectl appends. */
    String secret(String name, String key) {
        return documents("Secret").stream().filter(secret -> name(secret).matches(Pattern.quote(name) + "-[a-z0-9]{10}"))
                .map(secret -> decoded(secret, key)).findFirst().orElseThrow();
    }

    private List<Map<String, Object>> configMaps() {
        List<Map<String, Object>> maps = documents("ConfigMap");
        for (Map<String, Object> map : maps) {
            Map<String, Object> data = map(map.get("data"));
            data.replaceAll((key, value) -> ADDRESS.matcher(value.toString()).replaceAll(found -> "127.0.0.1:"
                    + ports.byPiece().get(found.group(1) == null ? found.group(2) : found.group(1))));
            String piece = name(map).replaceAll("-.*", "");
            if (ServiceImage.SERVICES.stream().anyMatch(service -> name(map).startsWith(service + "-"))) {
                data.put("QUARKUS_HTTP_HOST", "127.0.0.1");
                data.put("QUARKUS_HTTP_PORT", ports.byPiece().get(piece).toString());
                data.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management()));
            }
        }
        return maps;
    }

    private void fit(String name, Map<String, Object> pod) throws IOException {
        pod.keySet().removeAll(NOT_FOR_A_POD);
        map(pod.get("securityContext")).keySet().removeAll(NOT_FOR_ITS_SECURITY);
        pod.put("hostNetwork", true);
        for (Object one : list(pod.get("containers"))) {
            Map<String, Object> container = map(one);
            container.keySet().removeAll(NOT_FOR_A_CONTAINER);
            container.put("image", "localhost/" + container.get("image"));
            for (Object setting : list(container.getOrDefault("env", List.of()))) {
                fromSecret(map(setting));
            }
        }
        for (Object volume : list(pod.get("volumes"))) {
            onThisMachine(name, map(volume));
        }
    }

    private void fromSecret(Map<String, Object> setting) {
        if (setting.remove("valueFrom") instanceof Map<?, ?> from) {
            Map<String, Object> reference = map(from.get("secretKeyRef"));
            setting.put("value", decoded(document("Secret", reference.get("name")), reference.get("key")));
        }
    }

    private void onThisMachine(String pod, Map<String, Object> volume) throws IOException {
        Path place = folder.resolve(pod + "-" + volume.get("name"));
        if (volume.remove("secret") instanceof Map<?, ?> secret) {
            Files.createDirectories(place);
            Map<String, Object> data = map(document("Secret", secret.get("secretName")).get("data"));
            for (String key : data.keySet()) {
                Path file = place.resolve(key);
                Files.writeString(file, decoded(document("Secret", secret.get("secretName")), key));
                give(file, "r--------");
            }
            give(place, "r-x------");
        } else {
            volume.remove("emptyDir");
            Files.createDirectories(place);
            give(place, "rwx------");
        }
        volume.put("hostPath", Map.of("path", place.toString(), "type", "Directory"));
    }

    private static void give(Path file, String rights) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        Files.setAttribute(file, "unix:uid", USER);
    }

    private Map<String, Object> document(String kind, Object name) {
        return documents(kind).stream().filter(document -> name(document).equals(name)).findFirst().orElseThrow();
    }

    private List<Map<String, Object>> documents(String kind) {
        return documents.stream().filter(document -> document.get("kind").equals(kind)).toList();
    }

    private static String decoded(Map<String, Object> secret, Object key) {
        return new String(Base64.getMimeDecoder().decode(map(secret.get("data")).get(key).toString()), StandardCharsets.UTF_8);
    }

    private static String name(Map<String, Object> document) {
        return map(document.get("metadata")).get("name").toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    private static List<?> list(Object node) {
        return (List<?>) node;
    }
}
