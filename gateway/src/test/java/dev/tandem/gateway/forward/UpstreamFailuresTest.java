package dev.tandem.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;

class UpstreamFailuresTest {

    @Test
    void tellsNoReplyFromALateOneAndFromALackOfRoom() {
        assertThat(UpstreamFailures.of(new ConnectException("refused")).status()).isEqualTo(502);
        assertThat(UpstreamFailures.of(new UnknownHostException("secret.internal")).status()).isEqualTo(502);
        assertThat(UpstreamFailures.of(new HttpClosedException("closed")).status()).isEqualTo(502);
        assertThat(UpstreamFailures.of(new ConnectTimeoutException("late")).status()).isEqualTo(504);
        assertThat(UpstreamFailures.of(new TimeoutException("late")).status()).isEqualTo(504);
        assertThat(UpstreamFailures.of(new ConnectionPoolTooBusyException("full")).headers()).containsKey("Retry-After");
    }

    @Test
    void neverRepeatsAForeignMessage() {
        assertThat(UpstreamFailures.of(new IOException("secret.internal:5432")).detail()).doesNotContain("secret");
    }
}
