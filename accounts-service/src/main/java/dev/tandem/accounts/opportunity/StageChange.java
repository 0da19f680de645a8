package dev.tandem.accounts.opportunity;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.pipeline.Stage;

/** A move to a stage, with what has to be said about it. */
record StageChange(Stage target, @Nullable String reason, @Nullable String lostReason, @Nullable String lostNotes,
        @Nullable String competitor) {

    static StageChange to(Stage target, @Nullable String reason) {
        return new StageChange(target, reason, null, null, null);
    }
}
