package dev.tandem.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path folder;

    @Test
    void theFeedTokenIsOneThatServicesAcceptByTheKeySetBesideIt() throws Exception {
        make();
        JsonWebKeySet keys = new JsonWebKeySet(read("tandem-jwks/system.json"));
        JwtClaims claims = new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setExpectedIssuer("tandem-system").setExpectedAudience("tandem").setRequireSubject().setRequireExpirationTime()
                .build()
                .processToClaims(read("metrics-feed-token/token"));
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("system");
    }

    @Test
    void aSecondRunKeepsEverythingButTheToken() throws Exception {
        make();
        List<String> before = contents();
        String token = read("metrics-feed-token/token");
        make();
        assertThat(contents()).isEqualTo(before);
        assertThat(read("metrics-feed-token/token")).isNotEqualTo(token);
    }

    @Test
    void nobodyElseCanReadThem() throws Exception {
        make();
        for (Path file : files()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    private void make() throws Exception {
        Secrets.main(new String[] { folder.toString() });
    }

    private String read(String name) throws Exception {
        return Files.readString(folder.resolve(name));
    }

    private List<Path> files() throws Exception {
        try (var found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private List<String> contents() throws Exception {
        List<String> contents = new java.util.ArrayList<>();
        for (Path file : files()) {
            if (!file.endsWith("token")) {
                contents.add(file + "\n" + Files.readString(file));
            }
        }
        return contents;
    }
}
