package dev.tandem.platform.time;

import java.time.Instant;
import java.time.LocalDate;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/** When a fact happened. KPIs bucket by {@code occurredOn} where the precision is DAY, else by the instant's day. */
@Embeddable
public record BusinessTime(Instant occurredAt, LocalDate occurredOn, @Enumerated(EnumType.STRING) Precision precision) {
}
