package dev.tandem.platform.http;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;

/** Reads the header: the draft's quoted string, or the bare text that most clients send. */
public final class IdempotencyKey {

    private static final int MAX = 255;

    private IdempotencyKey() {
    }

    /** @return the key, or null where the header is absent and not required */
    public static @Nullable String read(@Nullable String header, boolean required) {
        if (header == null || header.isBlank()) {
            if (required) {
                throw ProblemException.badRequest("idempotency-key-required", "",
                        "This request needs an Idempotency-Key header.");
            }
            return null;
        }
        String key = header.trim();
        if (key.length() > 1 && key.startsWith("\"") && key.endsWith("\"")) {
            key = key.substring(1, key.length() - 1);
        }
        if (key.isEmpty() || key.length() > MAX || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw ProblemException.badRequest("invalid-idempotency-key", "",
                    "An Idempotency-Key has 1 to " + MAX + " visible ASCII characters.");
        }
        return key;
    }
}
