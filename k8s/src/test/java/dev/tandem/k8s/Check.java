package dev.tandem.k8s;

import java.util.List;

/** One rule that rendered manifests are held to. */
interface Check {

    /** @return a sentence for each fault; empty where all is right */
    List<String> faults(Manifests manifests);
}
