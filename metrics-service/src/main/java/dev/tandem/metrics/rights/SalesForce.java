package dev.tandem.metrics.rights;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** The reporting lines of the sales organisation, as last told by accounts, to find a manager's branch. */
public final class SalesForce {

    /** One sales-user with the manager whom he reports to. */
    public record Member(UUID id, @Nullable String username, @Nullable UUID managerId) {
    }

    private final Collection<Member> members;

    public SalesForce(Collection<Member> members) {
        this.members = members;
    }

    public Optional<Member> named(String username) {
        return members.stream().filter(member -> username.equals(member.username())).findFirst();
    }

    /** The member and everybody below, however deep; a loop in the reporting lines ends where it began. */
    public Set<UUID> branchOf(UUID head) {
        Set<UUID> branch = new HashSet<>(Set.of(head));
        Deque<UUID> open = new ArrayDeque<>(branch);
        while (!open.isEmpty()) {
            UUID manager = open.pop();
            for (Member member : members) {
                if (Objects.equals(member.managerId(), manager) && branch.add(member.id())) {
                    open.push(member.id());
                }
            }
        }
        return branch;
    }

    /** The rows that this access opens to the person of that username. */
    public Scope scope(Access access, String username) {
        return switch (access) {
            case ALL -> new Scope.Everything();
            case BRANCH -> new Scope.OwnedBy(named(username).map(member -> branchOf(member.id())).orElse(Set.of()));
            case OWN -> new Scope.OwnedBy(named(username).map(member -> Set.of(member.id())).orElse(Set.of()));
            case NONE -> new Scope.OwnedBy(Set.of());
        };
    }
}
