package dev.tandem.platform.imports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.personal.PersonKey;

/**
 * Seals what a file says. A file tells of persons whom we do not know yet, so it has a key of its own, which ends with
 * the time that files are kept.
 */
final class JobKey {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final PersonKey key;
    private final byte[] salt;

    private JobKey(PersonKey key, byte[] salt) {
        this.key = key;
        this.salt = salt;
    }

    static JobKey fresh(PersonKey key) {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        return new JobKey(key, salt);
    }

    static JobKey of(PersonKey key, byte[] sealedSalt) {
        return new JobKey(key, key.open(sealedSalt));
    }

    byte[] sealedSalt() {
        return key.seal(salt);
    }

    byte[] seal(Object value) {
        try {
            return key.seal(StrictJson.mapper().writeValueAsBytes(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts are always JSON", impossible);
        }
    }

    <T> T open(byte[] sealed, Class<T> type) {
        try {
            return StrictJson.mapper().readValue(key.open(sealed), type);
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException("What was sealed is JSON", impossible);
        }
    }

    /** Tells equal ids of the file without keeping them; the salt makes it useless for guessing. */
    UUID hash(String id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }
}
