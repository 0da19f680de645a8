package dev.tandem.metrics.rebuild;

import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.ingest.FeedProgress;
import dev.tandem.metrics.store.Database;

/** Looks whether what is being built may take over. */
public final class RebuildSteps {

    private RebuildSteps() {
    }

    public static void check(Generations generations, Database database) {
        new Rebuilds(generations, new FeedProgress(database), new Digests(database), database).check();
    }
}
