package dev.tandem.local.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.PrivateFiles;

/**
 * The key pair of one issuer: the private half as a PEM file for the gateway alone, the public half as the JWKS file that
 * the services trust. Kept with the data, so that tokens outlive a restart.
 */
public final class SigningKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final int BITS = 3072;

    private final String issuer;
    private final Path privateFile;
    private final Path jwksFile;
    private final RsaJsonWebKey key;

    private SigningKey(String issuer, Path privateFile, Path jwksFile, RsaJsonWebKey key) {
        this.issuer = issuer;
        this.privateFile = privateFile;
        this.jwksFile = jwksFile;
        this.key = key;
    }

    /** Reads the key of an issuer or makes one. The JWKS is written again each time: it follows from the private half. */
    public static SigningKey of(String issuer, Path secrets, Path jwks) {
        Path privateFile = secrets.resolve(issuer + ".pem");
        Path jwksFile = jwks.resolve(issuer + ".json");
        try {
            if (!Files.exists(privateFile)) {
                PrivateFiles.write(privateFile, newKey());
            }
            RsaJsonWebKey key = read(privateFile, issuer);
            String publicKeys = new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
            PrivateFiles.write(jwksFile, publicKeys);
            return new SigningKey(issuer, privateFile, jwksFile, key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Failure(Failure.FOLDER_UNUSABLE, "the key " + privateFile
                    + " is damaged; put the right one back, or delete it and everybody signs in again.", e);
        } catch (JoseException e) {
            throw new IllegalStateException("cannot write the public key of " + issuer, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the key of " + issuer, e);
        }
    }

    private static String newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
        return BEGIN + "\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(encoded) + "\n" + END + "\n";
    }

    private static RsaJsonWebKey read(Path file, String issuer)
            throws IOException, GeneralSecurityException, JoseException {
        String text = Files.readString(file).replace(BEGIN, "").replace(END, "");
        KeyFactory factory = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey secret = (RSAPrivateCrtKey) factory
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
        RSAPublicKey open = (RSAPublicKey) factory
                .generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
        RsaJsonWebKey key = new RsaJsonWebKey(open);
        key.setPrivateKey(secret);
        key.setUse(Use.SIGNATURE);
        key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
        key.setKeyId(issuer + "-" + key.calculateBase64urlEncodedThumbprint("SHA-256").substring(0, 8));
        return key;
    }

    public String issuer() {
        return issuer;
    }

    public Path privateFile() {
        return privateFile;
    }

    public Path jwksFile() {
        return jwksFile;
    }

    RsaJsonWebKey key() {
        return key;
    }
}
