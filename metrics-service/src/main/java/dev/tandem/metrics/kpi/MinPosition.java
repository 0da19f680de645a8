package dev.tandem.metrics.kpi;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;

/** A {@code Feed-Position} header that a reader wants to see applied before he is answered. */
record MinPosition(String service, byte[] transaction) {

    private static final int TRANSACTION_BYTES = 12;
    private static final String OWN = "metrics";
    private static final Set<String> SERVICES = Set.of("accounts", "orders", OWN);

    static MinPosition parse(String text) {
        int colon = text.indexOf(':');
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.substring(colon + 1));
            if (colon > 0 && bytes.length >= TRANSACTION_BYTES) {
                String service = text.substring(0, colon);
                if (SERVICES.contains(service)) {
                    return new MinPosition(service, Arrays.copyOf(bytes, TRANSACTION_BYTES));
                }
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid(text).causedBy(notBase64);
        }
        throw invalid(text);
    }

    private static ProblemException invalid(String text) {
        return ProblemException.badRequest("invalid-position", "?minPosition",
                "\"" + text + "\" is not a Feed-Position of accounts, orders or metrics.");
    }

    /** Whether it came with an exchange rate or a restatement, which no feed carries. */
    boolean isOfRates() {
        return service.equals(OWN);
    }

    /** The transaction's number at its service, or the turn of a rate. */
    long number() {
        return ByteBuffer.wrap(transaction).getLong(Integer.BYTES);
    }

    boolean concerns(String feed) {
        return feed.startsWith(service + "/");
    }

    /** The whole transaction is applied only when the reader stands at a later one. */
    boolean isPassedBy(byte @Nullable [] position) {
        return position != null && position.length >= TRANSACTION_BYTES && Arrays.compareUnsigned(position, 0,
                TRANSACTION_BYTES, transaction, 0, TRANSACTION_BYTES) > 0;
    }
}
