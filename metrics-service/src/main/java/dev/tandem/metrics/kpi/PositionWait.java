package dev.tandem.metrics.kpi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;

/** Lets a reader see his own write: waits until the engine has applied it, without holding a connection meanwhile. */
@ApplicationScoped
class PositionWait {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(50);

    void await(Facts.Store store, List<String> feeds, List<String> minPositions) {
        List<MinPosition> wanted = minPositions.stream().map(MinPosition::parse).toList();
        if (wanted.isEmpty()) {
            return;
        }
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!hasPassed(store, feeds, wanted)) {
            if (System.nanoTime() - deadline >= 0) {
                throw new ProblemException(ProblemKind.OVERLOADED, "overloaded",
                        "The figures have not caught up with that position yet; try again soon.", List.of())
                        .withHeader("Retry-After", "1");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }

    private static boolean hasPassed(Facts.Store store, List<String> feeds, List<MinPosition> wanted) {
        return store.read(facts -> {
            Progress progress = facts.progress();
            return wanted.stream().allMatch(position -> progress.hasPassed(position, feeds));
        });
    }
}
