package dev.tandem.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tandem.platform.problem.ProblemException;

class TargetUrlTest {

    @ParameterizedTest
    @CsvSource({ "https://Hooks.Example.com, hooks.example.com, 443, /",
            "https://a-b.example.com:8443/x?y=1, a-b.example.com, 8443, /x?y=1",
            "http://localhost/, localhost, 80, /", "https://93.184.216.34/a%20b, 93.184.216.34, 443, /a%20b",
            "https://[2606:4700::1111]:444/?q, 2606:4700::1111, 444, /?q",
            "https://xn--bcher-kva.example/, xn--bcher-kva.example, 443, /" })
    void readsHostPortAndPath(String url, String host, int port, String path) {
        TargetUrl read = TargetUrl.parse(url);

        assertThat(read.host()).isEqualTo(host);
        assertThat(read.port()).isEqualTo(port);
        assertThat(read.path()).isEqualTo(path);
        assertThat(read.secure()).isEqualTo(url.startsWith("https"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/relative", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com",
            "https:example.com",
            "https://", "https:///path", "https://user@example.com/", "https://user:pass@example.com/", "https://@example.com/",
            "https://example.com@10.0.0.1/", "https://example.com/#part", "https://example.com:0/",
            "https://example.com:65536/",
            "https://exa mple.com/", "https://example.com\\@10.0.0.1/", "https://b\u00fccher.example/",
            "https://under_score.example/",
            "https://[fe80::1%25eth0]/", "https://[::1/", "https://example..com/", "https://-a.example/" })
    void refusesWhatAnotherProgramCouldUnderstandDifferently(String url) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> TargetUrl.parse(url))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("invalid-url"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "2130706433", "0177.0.0.1", "0177.0.0.01", "0x7f.0.0.1", "0x7f000001", "127.1", "127.0.1",
            "127.0.0.1.",
            "017700000001", "1.2.3.4.5", "256.0.0.1", "127.0.0.0x1", "\u2460\u2461\u2466.0.0.1" })
    void refusesAddressesInOtherForms(String host) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> TargetUrl.parse("https://" + host + "/"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("invalid-url"));
    }

    @Test
    void knowsThePortsOfOtherServices() {
        assertThat(TargetUrl.parse("https://example.com:25/").hasUsualPort()).isFalse();
        assertThat(TargetUrl.parse("https://example.com:1023/").hasUsualPort()).isFalse();
        assertThat(TargetUrl.parse("https://example.com:80/").hasUsualPort()).isTrue();
        assertThat(TargetUrl.parse("https://example.com:1024/").hasUsualPort()).isTrue();
    }
}
