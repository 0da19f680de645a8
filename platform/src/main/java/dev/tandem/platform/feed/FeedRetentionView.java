package dev.tandem.platform.feed;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How much is kept of the feeds of a service. */
@Schema(name = "FeedRetentionView", description = "How much is kept of the feeds of this service.")
public record FeedRetentionView(
        @Schema(description = "For how many days events are kept one by one; null means for ever.", examples = "365") @Nullable Long keepDays,
        @Schema(description = "Readers without whose confirmation no event goes.", examples = "[\"metrics\"]") List<String> confirmedBy,
        @Schema(description = "Null where nothing was ever given up.") @Nullable FeedCutView cut,
        List<FeedConfirmationView> confirmations) {
}
