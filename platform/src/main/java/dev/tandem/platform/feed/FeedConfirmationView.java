package dev.tandem.platform.feed;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a reader has confirmed. */
@Schema(name = "FeedConfirmationView", description = "What a reader has confirmed.")
public record FeedConfirmationView(@Schema(examples = "metrics") String reader,
        @Schema(description = "The highest position that it ever confirmed.", examples = "AAAAAQAAAAAAAALuAAAAAAAAABc") String through,
        Instant confirmedAt,
        @Schema(description = "Whether events that it has not confirmed are kept for it.") boolean required) {

    static FeedConfirmationView of(FeedRetention.Confirmation confirmation, boolean required) {
        return new FeedConfirmationView(confirmation.reader(), confirmation.through().encode(), confirmation.confirmedAt(),
                required);
    }
}
