package dev.tandem.platform.json;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import io.vertx.ext.web.RoutingContext;

/** Remembers the SHA-256 of a request's body, so that a replayed key with another body can be told apart. */
public final class BodyHash {

    private static final String KEY = "tandem.body-hash";

    private BodyHash() {
    }

    public static void keep(@Nullable RoutingContext request, byte[] body) {
        if (request != null) {
            request.put(KEY, of(body));
        }
    }

    public static String kept(RoutingContext request) {
        String kept = request.get(KEY);
        return kept != null ? kept : of(new byte[0]);
    }

    static String of(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
