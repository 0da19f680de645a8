package dev.tandem.metrics.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class SalesForceTest {

    private static final UUID HEAD = new UUID(0, 1);
    private static final UUID MANAGER = new UUID(0, 2);
    private static final UUID SELLER = new UUID(0, 3);
    private static final UUID OTHER = new UUID(0, 4);

    private final SalesForce force = new SalesForce(List.of(new SalesForce.Member(HEAD, "head", null),
            new SalesForce.Member(MANAGER, "manager", HEAD), new SalesForce.Member(SELLER, "seller", MANAGER),
            new SalesForce.Member(OTHER, "other", null)));

    @Test
    void aBranchIsTheManagerAndEverybodyBelow() {
        assertThat(force.scope(Access.BRANCH, "head")).isEqualTo(new Scope.OwnedBy(Set.of(HEAD, MANAGER, SELLER)));
        assertThat(force.scope(Access.BRANCH, "manager")).isEqualTo(new Scope.OwnedBy(Set.of(MANAGER, SELLER)));
    }

    @Test
    void aSellerSeesHisOwnDealsEvenIfOthersReportToHim() {
        assertThat(force.scope(Access.OWN, "manager")).isEqualTo(new Scope.OwnedBy(Set.of(MANAGER)));
    }

    @Test
    void aCallerWhoIsNoSalesUserSeesNothingAndNotEverything() {
        assertThat(force.scope(Access.BRANCH, "stranger")).isEqualTo(new Scope.OwnedBy(Set.of()));
        assertThat(force.scope(Access.OWN, "stranger")).isEqualTo(new Scope.OwnedBy(Set.of()));
        assertThat(force.scope(Access.NONE, "head")).isEqualTo(new Scope.OwnedBy(Set.of()));
    }

    @Test
    void endsWhereReportingLinesRunInACircle() {
        SalesForce circle = new SalesForce(List.of(new SalesForce.Member(HEAD, "head", SELLER),
                new SalesForce.Member(SELLER, "seller", HEAD)));
        assertThat(circle.branchOf(HEAD)).containsExactlyInAnyOrder(HEAD, SELLER);
    }
}
