package dev.tandem.local.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Signs tokens for people whom the local log-ins do not have, with the key that the launcher made. */
final class Tokens {
    private Tokens() {
    }

    static String sign(Path keyFile, String username, String role) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("tandem-local");
        claims.setAudience("tandem");
        claims.setSubject("test-" + username);
        claims.setClaim("preferred_username", username);
        claims.setStringListClaim("groups", List.of(role));
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(120);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue("RS256");
        signature.setHeader("typ", "JWT");
        try {
            signature.setKeyIdHeaderValue(keyId(keyFile));
            signature.setKey(key(keyFile));
            return signature.getCompactSerialization();
        } catch (IOException | GeneralSecurityException | JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String keyId(Path keyFile) throws IOException {
        Path jwks = keyFile.getParent().resolveSibling("jwks").resolve("tandem-local.json");
        return new ObjectMapper().readTree(Files.readString(jwks)).at("/keys/0/kid").asText();
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
    }
}
