package dev.tandem.accounts.access;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.listing.Listing;

/**
 * The rows that the present caller may know of. A row belongs to somebody by its owner or by its team; a row that is nobody's
 * is seen only by those who see everything.
 */
@RequestScoped
public class Reach {

    /** How the API document says it. */
    public static final String ROWS = "Sales people see their own and their team's rows, managers their branch's; another's row is 404.";

    private static final String[] ALL = { Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.CUSTOMER_SUCCESS };
    private static final String BRANCH = """
            with recursive branch (id) as (
                select cast(:self as uuid)
                union
                select s.id from sales_user s join branch b on s.manager_id = b.id where s.deleted_at is null)
            select id from branch""";

    private final Caller caller;
    private final EntityManager entities;
    private @Nullable Rows rows;

    /** What a restricted caller sees; {@code self} is null where no sales user has the caller's name. */
    private record Rows(@Nullable UUID self, Set<UUID> owners, Set<UUID> teams) {
    }

    @Inject
    Reach(Caller caller, EntityManager entities) {
        this.caller = caller;
        this.entities = entities;
    }

    /** Whether the caller works for the whole company. */
    public boolean isEverything() {
        return caller.hasAny(ALL);
    }

    /** The caller's own sales user. */
    public @Nullable UUID self() {
        return rows().self();
    }

    /** The sales users whose rows a restricted caller sees. */
    public Set<UUID> owners() {
        return rows().owners();
    }

    /** The teams whose rows a restricted caller sees. */
    public Set<UUID> teams() {
        return rows().teams();
    }

    /** Whether a row with this owner and team is within reach. */
    public boolean covers(@Nullable UUID ownerId, @Nullable UUID teamId) {
        return isEverything() || (ownerId != null && rows().owners().contains(ownerId))
                || (teamId != null && rows().teams().contains(teamId));
    }

    /** Leaves only rows within reach in a list of what has an owner and a team. */
    public void narrow(Listing<?> listing) {
        if (!isEverything()) {
            listing.and("e.ownerId in ? or e.teamId in ?", owners(), teams());
        }
    }

    private Rows rows() {
        if (rows == null) {
            rows = read();
        }
        return rows;
    }

    private Rows read() {
        List<Object[]> own = entities.createNativeQuery(
                "select id, team_id from sales_user where username = :name and deleted_at is null", Object[].class)
                .setParameter("name", caller.username()).getResultList();
        if (own.isEmpty()) {
            return new Rows(null, Set.of(), Set.of());
        }
        UUID self = (UUID) own.getFirst()[0];
        UUID team = (UUID) own.getFirst()[1];
        Set<UUID> owners = new HashSet<>(Set.of(self));
        Set<UUID> teams = new HashSet<>();
        if (caller.has(Roles.SALES) && team != null) {
            teams.add(team);
            owners.addAll(ids("select id from sales_user where team_id = :of and deleted_at is null", "of", team));
        }
        if (caller.has(Roles.SALES_MANAGER)) {
            Set<UUID> branch = new HashSet<>(ids(BRANCH, "self", self));
            owners.addAll(branch);
            teams.addAll(ids("select id from team where manager_id in (:of) and deleted_at is null", "of", branch));
        }
        return new Rows(self, owners, teams);
    }

    private List<UUID> ids(String sql, String name, Object value) {
        return entities.createNativeQuery(sql, UUID.class).setParameter(name, value).getResultList();
    }
}
