package dev.tandem.accounts.opportunity;

import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.pipeline.Stage;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.time.BusinessTime;

/**
 * When a deal was opened and how it ended, as somebody tells it afterwards: what an import knows of a deal's life.
 *
 * @param estimated nobody knows when the deal was opened
 * @param begun the stage it was opened in
 * @param stage the stage it is in
 * @param closed when it was closed, for a closed stage only
 * @param lostReason why it was lost, for a lost stage only
 */
record Timeline(BusinessTime opened, boolean estimated, Stage begun, Stage stage, @Nullable BusinessTime closed,
        @Nullable String lostReason) {

    Timeline {
        if (stage.isClosed() && closed == null) {
            throw ProblemException.invalid("closed-on-required", "/closedOn",
                    "A deal in " + stage.code() + " needs its closing day.");
        }
        if (!stage.isClosed() && closed != null) {
            throw ProblemException.invalid("closed-on-not-allowed", "/closedOn",
                    "A deal in " + stage.code() + " is not closed.");
        }
        if (closed != null && (closed.occurredAt().isBefore(opened.occurredAt())
                || closed.occurredOn().isBefore(opened.occurredOn()))) {
            throw ProblemException.invalid("closed-before-opened", "/closedOn",
                    "The deal would be closed before it was opened.");
        }
    }
}
