package dev.tandem.metrics.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {

    @ParameterizedTest
    @CsvSource({ "analyst,ALL,ALL", "admin,ALL,ALL", "marketing,ALL,ALL", "finance,ALL,ALL",
            "sales-manager,BRANCH,NONE", "sales,OWN,NONE", "shop,NONE,ALL", "support,NONE,ALL", "shopper,NONE,NONE",
            "guest,NONE,NONE", "system,NONE,NONE", "customer-success,NONE,NONE" })
    void eachRoleOpensWhatTheContractGrantsIt(String role, Access b2b, Access b2c) {
        assertThat(Access.toB2b(Set.of(role))).isEqualTo(b2b);
        assertThat(Access.toB2c(Set.of(role))).isEqualTo(b2c);
    }

    @Test
    void theWidestOfSeveralRolesWins() {
        assertThat(Access.toB2b(List.of("sales", "sales-manager"))).isEqualTo(Access.BRANCH);
        assertThat(Access.toB2b(List.of("sales", "finance"))).isEqualTo(Access.ALL);
    }
}
