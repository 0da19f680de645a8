package dev.tandem.accounts.team;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.record.StoredRecord;
import dev.tandem.platform.resource.Stamp;

/** Sales users who see each other's rows. */
@Entity
@Table(name = "team")
public class Team extends StoredRecord {

    private String code;

    private String name;

    @Column(name = "manager_id")
    private @Nullable UUID managerId;

    private @Nullable String region;

    @SuppressWarnings("NullAway.Init")
    protected Team() {
    }

    Team(UUID id, TeamDetails details, Stamp stamp) {
        super(id, stamp.source(), stamp.now(), stamp.by());
        assign(details);
    }

    void revise(TeamDetails details, Stamp stamp) {
        assign(details);
        touch(stamp.now(), stamp.by());
    }

    private void assign(TeamDetails details) {
        this.code = details.code();
        this.name = details.name() == null ? details.code() : details.name();
        this.managerId = details.managerId();
        this.region = details.region();
    }

    TeamDetails details() {
        return new TeamDetails(code, name, managerId, region);
    }

    String code() {
        return code;
    }

    String name() {
        return name;
    }
}
