package dev.tandem.gateway.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fixed log-ins of the local profile: one per role, named like it, and a second one where people are told apart. */
final class LogIns {

    /** A person that can sign in; the subject never changes, so records keep their owner over restarts. */
    record LogIn(String username, String role) {

        String subject() {
            return UUID.nameUUIDFromBytes(("tandem-local/" + username).getBytes(StandardCharsets.UTF_8)).toString();
        }
    }

    private static final byte[] PASSWORD = "tandem".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, LogIn> KNOWN = Stream.concat(
            List.of("sales", "sales-manager", "customer-success", "marketing", "shop", "support", "finance", "analyst",
                    "admin", "shopper", "guest", "system").stream().map(role -> new LogIn(role, role)),
            Stream.of(new LogIn("sales2", "sales"), new LogIn("shopper2", "shopper")))
            .collect(Collectors.toUnmodifiableMap(LogIn::username, known -> known));

    private LogIns() {
    }

    static Optional<LogIn> find(String username, String password) {
        boolean right = MessageDigest.isEqual(password.getBytes(StandardCharsets.UTF_8), PASSWORD);
        return Optional.ofNullable(KNOWN.get(username)).filter(known -> right);
    }
}
