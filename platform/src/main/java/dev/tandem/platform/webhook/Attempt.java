package dev.tandem.platform.webhook;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** How one attempt went. */
record Attempt(@Nullable Integer status, @Nullable String error, Duration duration, @Nullable Duration retryAfter) {

    static final String EVENT_NOT_KEPT = "event-not-kept";

    private static final int GONE = 410;

    static Attempt failed(String error) {
        return new Attempt(null, error, Duration.ZERO, null);
    }

    static Attempt of(WebhookClient.Reply reply, Duration duration) {
        Integer status = reply.status();
        String error = status == null ? reply.error()
                : status / 100 == 2 ? null : status == GONE ? "gone" : "http-status";
        return new Attempt(status, error, duration, reply.retryAfter());
    }

    boolean isAccepted() {
        return error == null;
    }

    boolean isUnwanted() {
        return status != null && status == GONE;
    }

    /** Whether no repetition can mend it. */
    boolean isHopeless() {
        return EVENT_NOT_KEPT.equals(error);
    }
}
