package dev.tandem.metrics.kpi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.rights.Scope;

/**
 * The entity tag of a KPI reply: equal while the question, what is known and the reader's rights are equal.
 * The day of the horizon is part of it, because states settle and customers mature as days pass without any event.
 */
final class KpiTag {

    private KpiTag() {
    }

    static String of(String question, Progress progress, List<String> feeds, @Nullable Instant asOf, Scope scope) {
        String text = String.join("\n", question, Integer.toString(progress.generation()),
                progress.stamp(feeds), progress.horizon(feeds, asOf).toString(), scope.text());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "\"";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
