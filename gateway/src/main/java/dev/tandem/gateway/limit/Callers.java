package dev.tandem.gateway.limit;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Short names of callers, so that neither the table nor the store holds who they are. */
public final class Callers {

    private static final int LENGTH = 16;
    /** What one home or one server is given of the second kind of addresses; within it an address costs nothing. */
    private static final int NETWORK = 8;

    private Callers() {
    }

    /** The same subject may mean somebody else at another issuer. */
    public static String withToken(String issuer, String subject) {
        return hashed((issuer.length() + ":" + issuer + subject).getBytes(StandardCharsets.UTF_8));
    }

    /** An IPv6 address counts by its /64. */
    public static String at(InetAddress address) {
        byte[] bytes = address.getAddress();
        return hashed(bytes.length > NETWORK ? Arrays.copyOf(bytes, NETWORK) : bytes);
    }

    private static String hashed(byte[] caller) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(caller);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, LENGTH));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
