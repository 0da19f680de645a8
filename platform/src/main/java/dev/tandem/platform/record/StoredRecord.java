package dev.tandem.platform.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;

/**
 * The columns that every aggregate has, so that concurrency, audit and soft delete work the same everywhere.
 * <p>
 * The version starts at 1 and rises by one per transaction that changes the record, which needs the flush mode COMMIT
 * and one explicit flush per transaction.
 */
@MappedSuperclass
public abstract class StoredRecord {

    @Id
    @Column(name = "id", nullable = false, updatable = false)
    private UUID id;

    @Version
    @Column(name = "version", nullable = false)
    private long version;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "created_by", nullable = false, updatable = false)
    private String createdBy;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    @Column(name = "updated_by", nullable = false)
    private String updatedBy;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "source", nullable = false, updatable = false)
    private Source source;

    /** For Hibernate alone, which fills the fields afterwards. */
    @SuppressWarnings("NullAway.Init")
    protected StoredRecord() {
    }

    /** A new record, at version 1. */
    protected StoredRecord(UUID id, Source source, Instant now, String by) {
        this.id = Objects.requireNonNull(id);
        this.source = Objects.requireNonNull(source);
        this.version = 1;
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
        this.createdBy = Objects.requireNonNull(by);
        this.updatedAt = createdAt;
        this.updatedBy = by;
    }

    public UUID id() {
        return id;
    }

    public long version() {
        return version;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public String createdBy() {
        return createdBy;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public String updatedBy() {
        return updatedBy;
    }

    public @Nullable Instant deletedAt() {
        return deletedAt;
    }

    public Source source() {
        return source;
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /**
     * Marks the record as changed, also when only its parts (lines, history) did, so that its version rises. The time of
     * the change always moves on, by a microsecond where the clock did not: otherwise two changes in one instant would
     * look like none.
     */
    protected void touch(Instant now, String by) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        this.updatedAt = at.isAfter(updatedAt) ? at : updatedAt.plus(1, ChronoUnit.MICROS);
        this.updatedBy = Objects.requireNonNull(by);
    }

    /** Marks a change of what belongs to the record but is stored elsewhere, such as its names in other systems. */
    public void partsChanged(Instant now, String by) {
        touch(now, by);
    }

    /** Hides the record without forgetting it. Deleting a deleted record changes nothing. */
    public void delete(Instant now, String by) {
        if (deletedAt == null) {
            touch(now, by);
            this.deletedAt = updatedAt;
        }
    }

    /** Takes a deletion back. Restoring a record that is not deleted changes nothing. */
    public void restore(Instant now, String by) {
        if (deletedAt != null) {
            touch(now, by);
            this.deletedAt = null;
        }
    }
}
