package dev.tandem.local.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;

import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

    @TempDir
    Path folder;

    @Test
    void keepsThePrivateHalfToTheUserAndOutOfTheJwks() throws Exception {
        SigningKey key = SigningKey.of("tandem-local", folder, folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.privateFile())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(key.jwksFile())).contains("\"n\"").doesNotContain("\"d\"");
    }

    @Test
    void isTheSameKeyAtTheNextStart() throws Exception {
        String first = Files.readString(SigningKey.of("tandem-local", folder, folder).jwksFile());
        String second = Files.readString(SigningKey.of("tandem-local", folder, folder).jwksFile());
        assertThat(second).isEqualTo(first);
    }

    @Test
    void signsATokenThatTheJwksVerifies() throws Exception {
        SigningKey key = SigningKey.of("tandem-local", folder, folder);
        SystemToken token = new SystemToken(key, folder, Clock.systemUTC());
        token.renew();
        JsonWebKeySet keys = new JsonWebKeySet(Files.readString(key.jwksFile()));
        JwtClaims claims = new JwtConsumerBuilder().setExpectedIssuer("tandem-local").setExpectedAudience("tandem")
                .setRequireExpirationTime().setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .build().processToClaims(Files.readString(token.file()));
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("system");
    }
}
