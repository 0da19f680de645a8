package dev.tandem.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathRulesTest {

    @ParameterizedTest
    @ValueSource(strings = { "/api/v1/b2b/accounts", "/", "/api/v1/b2b/accounts/", "/a?x=../..//;", "/a?filter[region]=East",
            "/a/GTX%20Pro", "/a/caf%C3%A9", "/a/v1.2", "/a/..b/c..", "/a/...", "/a/x@y,z:1=2", "/a?q=%2e%2F",
            "/kpis/B2B/asp?by=a,b|c" })
    void letsAnHonestTargetPass(String target) {
        assertThat(PathRules.refuse(target)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/../q/metrics", "/api/./v1", "/..", "/api/..", "/a//b", "//host/a", "/a;x=1/b", "/a\\b",
            "/a/%2e%2e/b", "/a/%2E/b", "/a%2fb", "/a%5Cb", "/a%00", "/a%0d%0aX", "/a%zz", "/a%2", "/a b", "/a\u00e9",
            "/a#b", "/a<b>", "http://host/a", "*", "", "/a?x=1#b", "/a?x=\u00e9", "/a?x= y", "/a?x=%0", "/a?x=%00" })
    void refusesWhatTwoServersCouldReadDifferently(String target) {
        assertThat(PathRules.refuse(target)).isPresent();
    }
}
