package dev.tandem.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tandem.metrics.rights.Access;

class RowRightsTest {

    /** The services show a deal or an order to every role that has the figures; a new role must be decided in both. */
    @ParameterizedTest
    @ValueSource(strings = { "sales", "sales-manager", "customer-success", "marketing", "shop", "support", "finance",
            "analyst", "admin", "shopper", "guest", "system" })
    void whoSeesTheFiguresOfAModelMayOpenTheirRecordsToday(String role) {
        assertThat(RowRights.mayOpen(Model.B2B, Set.of(role))).isEqualTo(Access.toB2b(Set.of(role)) != Access.NONE);
        assertThat(RowRights.mayOpen(Model.B2C, Set.of(role))).isEqualTo(Access.toB2c(Set.of(role)) != Access.NONE);
    }
}
