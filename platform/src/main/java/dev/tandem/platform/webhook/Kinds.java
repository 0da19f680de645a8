package dev.tandem.platform.webhook;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** The kinds that a webhook asks for. */
final class Kinds {

    private Kinds() {
    }

    /** Each kind once; what is missing or empty is left to the constraints. */
    static List<String> distinct(@Nullable List<String> kinds) {
        return kinds == null ? List.of() : kinds.stream().distinct().toList();
    }

    /** 422 with every kind that has no feed here. */
    static void requirePublished(List<String> kinds, Set<String> published) {
        List<Violation> unknown = IntStream.range(0, kinds.size()).filter(i -> !published.contains(kinds.get(i)))
                .mapToObj(i -> new Violation("/kinds/" + i, "unknown-kind",
                        "There are no events of the kind \"" + kinds.get(i) + "\" here."))
                .toList();
        if (!unknown.isEmpty()) {
            throw ProblemException.invalid(unknown);
        }
    }
}
