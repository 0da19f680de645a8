package dev.tandem.platform.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.database.Database;

/** A subscription as it is stored, without its secrets. */
record Webhook(UUID id, long version, WebhookDetails details, @Nullable InactiveReason inactiveReason,
        @Nullable Instant previousUntil, Instant createdAt, String createdBy, Instant updatedAt, String updatedBy) {

    static Webhook read(ResultSet row) throws SQLException {
        String reason = row.getString("inactive_reason");
        return new Webhook(row.getObject("id", UUID.class), row.getLong("version"),
                new WebhookDetails(row.getString("name"), row.getString("url"),
                        List.of((String[]) row.getArray("kinds").getArray()), row.getBoolean("active"),
                        row.getString("description")),
                reason == null ? null : InactiveReason.valueOf(reason), Database.instantOrNull(row, "previous_until"),
                Database.instant(row, "created_at"), row.getString("created_by"), Database.instant(row, "updated_at"),
                row.getString("updated_by"));
    }

    boolean isActive() {
        return inactiveReason == null;
    }
}
