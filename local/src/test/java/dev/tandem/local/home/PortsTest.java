package dev.tandem.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void countsFromTheGateway() {
        assertThat(Ports.from(Map.of()).byPiece().values()).containsExactly(8080, 8081, 8082, 8083, 8084, 8085);
        assertThat(Ports.from(Map.of("TANDEM_PORT", "9000")).postgres()).isEqualTo(9004);
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int taken = other.getLocalPort();
            assertThatThrownBy(() -> new Ports(taken - 2).requireFree()).isInstanceOfSatisfying(Failure.class,
                    failure -> {
                        assertThat(failure.exitCode()).isEqualTo(Failure.PORT_TAKEN);
                        assertThat(failure).hasMessageContaining(taken + " (orders)");
                    });
        }
    }

    @Test
    void refusesWhatIsNoPort() {
        assertThatThrownBy(() -> Ports.from(Map.of("TANDEM_PORT", "http"))).hasMessageContaining("http");
        assertThatThrownBy(() -> Ports.from(Map.of("TANDEM_PORT", "65535"))).isInstanceOf(Failure.class);
    }
}
