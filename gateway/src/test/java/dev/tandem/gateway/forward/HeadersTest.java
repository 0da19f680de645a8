package dev.tandem.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.MultiMap;

class HeadersTest {

    @ParameterizedTest
    @ValueSource(strings = { "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "Proxy-Authenticate", "TE",
            "Trailer", "Transfer-Encoding", "Upgrade", "HTTP2-Settings", "x-user", "X-Other" })
    void keepsBackWhatSpeaksAboutOneConnection(String name) {
        assertThat(new HopByHopHeaders(List.of("close, X-User", "x-other")).contains(name)).isTrue();
    }

    @Test
    void passesAnOrdinaryField() {
        assertThat(new HopByHopHeaders(List.of("close")).contains("Authorization")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Forwarded", "X-Forwarded-For", "x-forwarded-prefix", "X-Real-IP", "X-HTTP-Method-Override",
            "X-Original-URL" })
    void dropsWhatAClientSaysAboutItself(String name) {
        assertThat(ForwardedHeaders.isOurs(name)).isTrue();
    }

    @Test
    void doesNotBelieveAStranger() {
        Map<String, String> fields = of(List.of("10.0.0.0/8"), "192.0.2.7");
        assertThat(fields).containsEntry("X-Forwarded-For", "192.0.2.7").containsEntry("X-Forwarded-Proto", "http")
                .containsEntry("X-Forwarded-Host", "shop.example")
                .containsEntry("Forwarded", "for=192.0.2.7;proto=http;host=\"shop.example\"");
    }

    @Test
    void carriesOnTheWordOfATrustedProxy() {
        Map<String, String> fields = of(List.of("10.0.0.0/8", "2001:db8::/32"), "10.1.2.3");
        assertThat(fields).containsEntry("X-Forwarded-For", "198.51.100.9, 10.1.2.3")
                .containsEntry("X-Forwarded-Proto", "https")
                .containsEntry("X-Forwarded-Host", "public.example").containsEntry("Forwarded",
                        "for=198.51.100.9;proto=https;host=\"public.example\", for=10.1.2.3");
    }

    @Test
    void comparesTheWholeBlockAndNotTheText() {
        assertThat(new TrustedProxies(List.of("10.0.0.0/9")).trusts("10.127.0.1")).isTrue();
        assertThat(new TrustedProxies(List.of("10.0.0.0/9")).trusts("10.128.0.1")).isFalse();
        assertThat(new TrustedProxies(List.of("10.0.0.1")).trusts("10.0.0.10")).isFalse();
        assertThat(new TrustedProxies(List.of("::/0")).trusts("10.0.0.1")).isFalse();
        assertThat(new TrustedProxies(List.of("0.0.0.0/0")).trusts("10.0.0.1")).isTrue();
        assertThat(new TrustedProxies(List.of()).trusts("127.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "proxy.internal", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "" })
    void stopsOnABadTrustedProxy(String entry) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(entry))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, String> of(List<String> trusted, String peer) {
        MultiMap sent = MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-For", "198.51.100.9, junk<script>")
                .add("X-Forwarded-Proto", "https").add("X-Forwarded-Host", "public.example");
        return new ForwardedHeaders(new TrustedProxies(trusted)).of(peer, false, "shop.example", sent);
    }
}
