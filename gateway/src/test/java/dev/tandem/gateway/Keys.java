package dev.tandem.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** A key pair of an issuer, as files like the ones a deployment mounts. */
public record Keys(RsaJsonWebKey pair, Path pem, Path keySet) {

    public static Keys create(Path folder, String name) {
        try {
            RsaJsonWebKey pair = RsaJwkGenerator.generateJwk(2048);
            pair.setKeyId(name + "-1");
            Path pem = folder.resolve(name + ".pem");
            Path keySet = folder.resolve(name + ".jwks.json");
            Files.writeString(pem,
                    "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.UTF_8))
                            .encodeToString(pair.getPrivateKey().getEncoded()) + "\n-----END PRIVATE KEY-----\n");
            Files.writeString(keySet,
                    new JsonWebKeySet(pair).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
            return new Keys(pair, pem, keySet);
        } catch (IOException | JoseException broken) {
            throw new IllegalStateException(broken);
        }
    }

    public JwtClaims claims(String issuer, String... roles) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience("tandem");
        claims.setSubject("somebody");
        claims.setStringListClaim("groups", List.of(roles));
        claims.setExpirationTimeMinutesInTheFuture(5);
        return claims;
    }

    public String sign(JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("RS256");
        signature.setKeyIdHeaderValue(pair.getKeyId());
        signature.setKey(pair.getPrivateKey());
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
