package dev.tandem.platform.journal;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

/** The audit of certain records, for those who tell a person what is kept about him. */
@ApplicationScoped
public class AuditTrail {

    private final AuditLog log;

    AuditTrail(AuditLog log) {
        this.log = log;
    }

    /** The next entries of these records, oldest first. */
    public List<AuditEntry> of(String kind, Collection<UUID> records, @Nullable UUID after, int limit) {
        return log.of(kind, records, after, limit);
    }
}
