package dev.tandem.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.problem.ProblemException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class TargetsTest {

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> names = new HashMap<>(Map.of("public.test", "93.184.216.34", "inside.test", "10.0.0.1",
            "loop.test", "127.0.0.1", "cloud.test", "169.254.169.254"));

    @Test
    void withoutSettingsOnlyHttpsAndThePublicInternetAreCalled() {
        assertThat(addresses("https://public.test/")).containsExactly("93.184.216.34");
        refused("http://public.test/", "insecure-url");
        refused("https://inside.test/", "address-not-allowed");
        refused("https://loop.test/", "address-not-allowed");
        refused("https://cloud.test/", "address-not-allowed");
        refused("https://public.test:6/", "port-not-allowed");
        refused("https://unknown.test/", "unknown-host");
    }

    @Test
    void privateNetworksCanBeAllowedAndMetadataServicesCannot() {
        settings.put("tandem.webhooks.allow-private", "true");
        settings.put("tandem.webhooks.allow-http", "true");

        assertThat(addresses("http://inside.test/")).containsExactly("10.0.0.1");
        assertThat(addresses("https://[::1]:8443/")).containsExactly("0:0:0:0:0:0:0:1");
        refused("http://cloud.test/", "address-not-allowed");
        refused("http://inside.test:22/", "port-not-allowed");
    }

    @Test
    void anAllowedHostMayBePrivateAndHaveAnyPortAndNoOtherHostMay() {
        settings.put("tandem.webhooks.allowed-hosts", "inside.test,cloud.test");

        assertThat(addresses("https://inside.test:22/")).containsExactly("10.0.0.1");
        refused("https://loop.test/", "address-not-allowed");
        refused("https://cloud.test/", "address-not-allowed");
        refused("https://10.0.0.1/", "address-not-allowed");
        refused("https://inside.test.evil.test/", "unknown-host");
    }

    private List<String> addresses(String url) {
        return targets().require(TargetUrl.parse(url)).stream().map(InetAddress::getHostAddress).toList();
    }

    private void refused(String url, String code) {
        assertThatExceptionOfType(ProblemException.class).as(url).isThrownBy(() -> addresses(url))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private Targets targets() {
        WebhookConfig config = new SmallRyeConfigBuilder().withMapping(WebhookConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 100)).build().getConfigMapping(WebhookConfig.class);
        return new Targets(config, host -> names.containsKey(host) ? List.of(InetAddress.ofLiteral(names.get(host)))
                : List.of());
    }
}
