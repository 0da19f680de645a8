package dev.tandem.k8s;

import java.util.List;

/** Every rule there is. */
final class Checks {
    static final List<Check> ALL = List.of(new Schema(), new CustomKinds(), new Names(), new Enums(), new Ports(),
            new Selectors(),
            new References(Tree.secretsToMake()), new Probes(), new Hardening(), new EnvironmentNames(), new NetworkPaths(),
            new Scrapes());

    private Checks() {
    }

    static List<String> faults(String yaml) {
        Manifests manifests = Manifests.parse(yaml);
        return ALL.stream().flatMap(check -> check.faults(manifests).stream()).toList();
    }
}
