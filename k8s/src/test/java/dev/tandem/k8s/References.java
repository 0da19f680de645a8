package dev.tandem.k8s;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.k8s.Manifests.Workload;

/**
 * What is named is there: config maps, secrets with their keys (in the manifests, or among those that the README says to
 * make), service accounts, volumes, and the files that settings point to.
 */
final class References implements Check {
    private static final String MOUNTED = "/etc/tandem/";

    private final Map<String, Set<String>> secretsToMake;

    References(Map<String, Set<String>> secretsToMake) {
        this.secretsToMake = secretsToMake;
    }

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Workload workload : manifests.workloads()) {
            String account = workload.pod().path("serviceAccountName").asText();
            if (manifests.find("ServiceAccount", account).isEmpty()) {
                faults.add(workload + ": there is no ServiceAccount " + account);
            }
            workload.pod().path("volumes").forEach(volume -> volume(manifests, workload, volume, faults));
            workload.containers().forEach(container -> container(manifests, workload, container, faults));
        }
        return faults;
    }

    private void volume(Manifests manifests, Workload workload, JsonNode volume, List<String> faults) {
        if (volume.has("secret")) {
            Optional<Set<String>> keys = secret(manifests, volume.at("/secret/secretName").asText());
            if (keys.isEmpty()) {
                faults.add(workload + ": there is no Secret " + volume.at("/secret/secretName").asText());
            }
            keys.ifPresent(known -> volume.at("/secret/items").forEach(item -> {
                if (!known.contains(item.path("key").asText())) {
                    faults.add(workload + ": " + volume.path("name") + " takes a key that its Secret lacks: " + item);
                }
            }));
        }
        if (volume.has("configMap") && manifests.find("ConfigMap", volume.at("/configMap/name").asText()).isEmpty()) {
            faults.add(workload + ": there is no ConfigMap " + volume.at("/configMap/name").asText());
        }
        if (volume.has("persistentVolumeClaim") && manifests
                .find("PersistentVolumeClaim", volume.at("/persistentVolumeClaim/claimName").asText()).isEmpty()) {
            faults.add(workload + ": there is no claim " + volume.at("/persistentVolumeClaim/claimName").asText());
        }
    }

    private void container(Manifests manifests, Workload workload, JsonNode container, List<String> faults) {
        String where = workload + ", container " + container.path("name").asText() + ": ";
        container.path("envFrom").forEach(from -> {
            if (manifests.find("ConfigMap", from.at("/configMapRef/name").asText()).isEmpty()) {
                faults.add(where + "takes its environment from " + from + ", which is not there");
            }
        });
        container.path("env").forEach(one -> {
            JsonNode from = one.path("valueFrom");
            if (from.has("secretKeyRef") && !secret(manifests, from.at("/secretKeyRef/name").asText())
                    .map(keys -> keys.contains(from.at("/secretKeyRef/key").asText())).orElse(false)) {
                faults.add(where + "there is no Secret with the key for " + one);
            }
        });
        Set<String> volumes = new HashSet<>();
        workload.pod().path("volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
        workload.whole().at("/spec/volumeClaimTemplates").forEach(claim -> volumes.add(Manifests.name(claim)));
        container.path("volumeMounts").forEach(mount -> {
            if (!volumes.contains(mount.path("name").asText())) {
                faults.add(where + "mounts " + mount + ", which is no volume of the pod");
            }
        });
        manifests.environment(container).forEach((name, value) -> {
            // The migration reads none of the files that the service needs to answer requests.
            boolean unused = workload.isJob() && name.equals("TANDEM_FEEDS_TOKEN_FILE");
            if (value.startsWith(MOUNTED) && !unused && !isMounted(manifests, workload, container, value)) {
                faults.add(where + name + " names " + value + ", which nothing mounts");
            }
        });
    }

    private boolean isMounted(Manifests manifests, Workload workload, JsonNode container, String file) {
        String folder = file.substring(0, file.lastIndexOf('/'));
        String key = file.substring(file.lastIndexOf('/') + 1);
        return Manifests.items(container.path("volumeMounts")).filter(mount -> mount.path("mountPath").asText().equals(folder))
                .flatMap(mount -> Manifests.items(workload.pod().path("volumes"))
                        .filter(volume -> volume.path("name").equals(mount.path("name"))))
                .anyMatch(volume -> secret(manifests, volume.at("/secret/secretName").asText())
                        .map(keys -> keys.contains(key)).orElse(false));
    }

    private Optional<Set<String>> secret(Manifests manifests, String name) {
        Optional<Set<String>> rendered = manifests.find("Secret", name).map(secret -> {
            Set<String> keys = new HashSet<>(Manifests.texts(secret.path("data")).keySet());
            keys.addAll(Manifests.texts(secret.path("stringData")).keySet());
            return keys;
        });
        return rendered.or(() -> Optional.ofNullable(secretsToMake.get(name)));
    }
}
