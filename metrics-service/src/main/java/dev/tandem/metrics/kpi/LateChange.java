package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What one event changed on one day of one group, learnt when that day was over. */
record LateChange(String position, Instant knownAt, LocalDate day, List<String> group, String currency, String reporting,
        BigInteger num, BigInteger den, BigInteger cnt) {
}
