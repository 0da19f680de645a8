package dev.tandem.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class ClientAddressesTest {

    private final ClientAddresses behindProxies = new ClientAddresses(new TrustedProxies(List.of("10.0.0.0/8", "fd00::/8")));

    @Test
    void believesNobodyUnlessTold() {
        ClientAddresses alone = new ClientAddresses(new TrustedProxies(List.of()));
        assertThat(alone.of("10.0.0.7", List.of("6.6.6.6")).getHostAddress()).isEqualTo("10.0.0.7");
        assertThat(of("192.0.2.9", "6.6.6.6")).isEqualTo("192.0.2.9");
    }

    @Test
    void takesTheNearestHopThatNoTrustedProxyWrote() {
        assertThat(of("10.0.0.7", "192.0.2.9")).isEqualTo("192.0.2.9");
        assertThat(of("10.0.0.7", "6.6.6.6, 192.0.2.9")).as("what the client wrote itself").isEqualTo("192.0.2.9");
        assertThat(of("10.0.0.7", "6.6.6.6", "192.0.2.9, 10.1.1.1")).as("two proxies").isEqualTo("192.0.2.9");
        assertThat(of("fd00::1", "2001:db8::1")).isEqualTo("2001:db8:0:0:0:0:0:1");
    }

    @Test
    void staysWithTheProxyWhereItSaysNothingSound() {
        assertThat(of("10.0.0.7")).isEqualTo("10.0.0.7");
        for (String junk : List.of("unknown", "", "dead.beef", "1.2.3.4:80", "a.example", "6.6.6.6, secret")) {
            assertThat(of("10.0.0.7", junk)).as(junk).isEqualTo("10.0.0.7");
        }
    }

    private String of(String peer, String... forwardedFor) {
        return behindProxies.of(peer, List.of(forwardedFor)).getHostAddress();
    }
}
