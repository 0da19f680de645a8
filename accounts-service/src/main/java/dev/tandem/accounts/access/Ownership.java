package dev.tandem.accounts.access;

import java.util.Objects;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;

/** Decides whose a record becomes: a sales person's own, or that of somebody whose records he sees anyway. */
@Singleton
public class Ownership {

    private final Reach reach;

    Ownership(Reach reach) {
        this.reach = reach;
    }

    /** The owner of a new record: whom the caller asks for, else himself. */
    public @Nullable UUID ofNew(@Nullable UUID asked) {
        if (reach.isEverything()) {
            return asked;
        }
        if (asked == null) {
            return reach.self();
        }
        return within(asked);
    }

    /** The owner of a changed record. */
    public @Nullable UUID ofChanged(@Nullable UUID asked, @Nullable UUID before) {
        return Objects.equals(asked, before) || asked == null || reach.isEverything() ? asked : within(asked);
    }

    private UUID within(UUID asked) {
        if (!reach.owners().contains(asked)) {
            throw ProblemException.invalid("owner-not-allowed", "/ownerId",
                    "The owner is you or somebody whose records you see.");
        }
        return asked;
    }
}
