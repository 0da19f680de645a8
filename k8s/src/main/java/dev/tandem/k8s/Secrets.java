package dev.tandem.k8s;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Makes the files that Tandem's Kubernetes secrets consist of: one folder a secret, one file a key. It needs nothing but a
 * JDK, so that it runs from its source: {@code java Secrets.java DIR}. What is there already stays, except for the token with
 * which metrics-service reads the feeds: that one ends some day and is made anew each time.
 */
public final class Secrets {
    private static final Duration TOKEN_LIFE = Duration.ofDays(365);
    private static final int BITS = 3072;

    private final Path folder;

    private Secrets(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] words) throws IOException, GeneralSecurityException {
        if (words.length != 1) {
            System.err.println("usage: java Secrets.java DIR");
            System.exit(2);
        }
        new Secrets(Path.of(words[0])).make();
    }

    private void make() throws IOException, GeneralSecurityException {
        for (String database : new String[] { "accounts", "orders", "metrics" }) {
            for (String role : new String[] { "owner", "app" }) {
                keep(database + "-" + role + "/username", database + "_" + role);
                keep(database + "-" + role + "/password", password());
            }
        }
        keep("postgres-superuser/password", password());
        keep("keycloak-database/username", "keycloak");
        keep("keycloak-database/password", password());
        keep("redis/password", password());
        keySet("local", key("gateway-local-key/local.pem"));
        keySet("guest", key("gateway-guest-key/guest.pem"));
        // Outside the folders of secrets: who holds this key can read every feed, so it stays out of the cluster.
        RSAPrivateCrtKey system = key("system.pem");
        keySet("system", system);
        write("metrics-feed-token/token", systemToken(system, Instant.now()));
    }

    private static String password() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private RSAPrivateCrtKey key(String name) throws IOException, GeneralSecurityException {
        if (!Files.exists(folder.resolve(name))) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
            write(name, "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(encoded)
                    + "\n-----END PRIVATE KEY-----\n");
        }
        String body = Files.readString(folder.resolve(name)).replaceAll("-----[A-Z ]+-----", "");
        return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }

    private void keySet(String issuer, RSAPrivateCrtKey key) throws IOException, GeneralSecurityException {
        write("tandem-jwks/" + issuer + ".json",
                "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}\n"
                        .formatted(name(key), number(key.getModulus()), number(key.getPublicExponent())));
    }

    /** RFC 7638: the same key has the same name everywhere. */
    private static String name(RSAPrivateCrtKey key) throws GeneralSecurityException {
        String members = "{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}".formatted(number(key.getPublicExponent()),
                number(key.getModulus()));
        return url(MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String systemToken(RSAPrivateCrtKey key, Instant now) throws GeneralSecurityException {
        String head = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(name(key));
        String claims = """
                {"iss":"tandem-system","aud":"tandem","sub":"metrics-service","preferred_username":"metrics-service",\
                "groups":["system"],"jti":"%s","iat":%d,"exp":%d}""".formatted(UUID.randomUUID(), now.getEpochSecond(),
                now.plus(TOKEN_LIFE).getEpochSecond());
        String signed = url(head.getBytes(StandardCharsets.UTF_8)) + "." + url(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + url(signature.sign());
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return url(java.util.Arrays.copyOfRange(bytes, sign, bytes.length));
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void keep(String name, String content) throws IOException {
        if (!Files.exists(folder.resolve(name))) {
            write(name, content);
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }
}
