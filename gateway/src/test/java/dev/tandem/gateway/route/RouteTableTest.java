package dev.tandem.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    private static final Route B2B = route("accounts", "/api/v1/b2b");
    private static final Route B2C = route("orders", "/api/v1/b2c");

    @Test
    void givesAPathToTheOwnerOfItsPrefix() {
        RouteTable table = new RouteTable(List.of(B2B, B2C));
        assertThat(table.owner("/api/v1/b2c/orders/1")).contains(B2C);
        assertThat(table.owner("/api/v1/b2b")).contains(B2B);
    }

    @Test
    void doesNotTakeAPrefixForAPartOfASegment() {
        assertThat(new RouteTable(List.of(B2B)).owner("/api/v1/b2bx/accounts")).isEmpty();
        assertThat(new RouteTable(List.of(B2B)).owner("/API/v1/b2b/accounts")).isEmpty();
    }

    @Test
    void prefersTheLongerPrefix() {
        Route special = route("special", "/api/v1/b2b/special");
        assertThat(new RouteTable(List.of(B2B, special)).owner("/api/v1/b2b/special/1")).contains(special);
    }

    @Test
    void refusesAnEmptyTableAndTwoOwnersOfOnePrefix() {
        assertThatThrownBy(() -> new RouteTable(List.of())).hasMessageContaining("empty");
        assertThatThrownBy(() -> new RouteTable(List.of(B2B, route("other", "/api/v1/b2b"))))
                .hasMessageContaining("/api/v1/b2b");
    }

    @ParameterizedTest
    @ValueSource(strings = { "api/v1", "/api/v1/", "/feeds", "/q", "/api/../q", "/api//v1", "/api/v1?x", "/api/%76", "" })
    void refusesAPrefixThatIsNoPlainPathBelowApi(String prefix) {
        assertThatThrownBy(() -> route("bad", prefix)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "ftp://host", "http://host/base", "http://host?x=1", "http://user@host", "host:8081",
            "http:///x" })
    void refusesAnUpstreamThatIsMoreOrLessThanAnOrigin(String url) {
        assertThatThrownBy(() -> new Route("bad", "/api/v1/x", URI.create(url))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Route route(String name, String prefix) {
        return new Route(name, prefix, URI.create("http://localhost:8081"));
    }
}
