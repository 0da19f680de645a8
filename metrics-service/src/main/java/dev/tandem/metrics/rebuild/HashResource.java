package dev.tandem.metrics.rebuild;

import java.util.Map;
import java.util.TreeMap;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.ingest.FeedProgress;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Fingerprints of the facts behind the figures, to prove that a rebuild or another replica has the same. */
@Path("/api/v1/metrics/hashes")
@Tag(name = "Rebuilds")
@RunOnVirtualThread
public class HashResource {

    private final Generations generations;
    private final Rebuilds rebuilds;
    private final Digests digests;

    HashResource(Generations generations, Rebuilds rebuilds, Digests digests) {
        this.generations = generations;
        this.rebuilds = rebuilds;
        this.digests = digests;
    }

    @GET
    @RolesAllowed({ Roles.ADMIN, Roles.ANALYST })
    @Operation(summary = "Digests per metric and month", description = "SHA-256 over the sorted contributions of each "
            + "metric and month, as far as all lanes have read the feeds.")
    public HashesView hashes() {
        int generation = generations.active().orElseThrow(() -> ProblemException.notFound("generation", "active")).id();
        Map<String, FeedProgress.Applied> through = rebuilds.applied(generation);
        Map<String, String> positions = new TreeMap<>();
        through.forEach((service, applied) -> positions.put(service, applied.position().encode()));
        return new HashesView(generation, positions, digests.of(generation, through).stream()
                .map(digest -> new HashesView.Item(digest.metric(), digest.month().toString(), digest.contributions(),
                        digest.sha256()))
                .toList());
    }
}
