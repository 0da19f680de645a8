package dev.tandem.accounts.salesuser;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.StoredRecord;
import dev.tandem.platform.resource.Stamp;

/** Somebody who sells. His place under a manager decides who sees his rows; the database refuses a circle of managers. */
@Entity
@Table(name = "sales_user")
public class SalesUser extends StoredRecord {

    private String username;

    @Column(name = "manager_id")
    private @Nullable UUID managerId;

    @Column(name = "team_id")
    private @Nullable UUID teamId;

    private @Nullable String region;

    private boolean active;

    @SuppressWarnings("NullAway.Init")
    protected SalesUser() {
    }

    SalesUser(UUID id, SalesUserDetails details, Stamp stamp) {
        super(id, stamp.source(), stamp.now(), stamp.by());
        assign(details);
    }

    void revise(SalesUserDetails details, Stamp stamp) {
        assign(details);
        touch(stamp.now(), stamp.by());
    }

    private void assign(SalesUserDetails details) {
        if (id().equals(details.managerId())) {
            throw ProblemException.invalid("hierarchy-cycle", "/managerId", "Nobody reports to himself.");
        }
        this.username = details.username();
        this.managerId = details.managerId();
        this.teamId = details.teamId();
        this.region = details.region();
        this.active = details.active() == null || details.active();
    }

    SalesUserDetails details() {
        return new SalesUserDetails(username, managerId, teamId, region, active);
    }

    public String username() {
        return username;
    }
}
