package dev.tandem.platform.journal;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import dev.tandem.platform.record.Source;
import dev.tandem.platform.record.StoredRecord;

/** A record without any meaning, for trying the platform's promises about records. */
@Entity
@Table(name = "thing")
public class Thing extends StoredRecord {

    @Column(name = "kind", nullable = false)
    private String kind;

    @Column(name = "name", nullable = false)
    private String name;

    protected Thing() {
    }

    Thing(UUID id, String kind, String name, Instant now, String by) {
        super(id, Source.API, now, by);
        this.kind = kind;
        this.name = name;
    }

    String kind() {
        return kind;
    }

    String name() {
        return name;
    }

    void rename(String newName, Instant now, String by) {
        touch(now, by);
        this.name = newName;
    }
}
