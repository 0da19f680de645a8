package dev.tandem.metrics.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.period.Grain;
import dev.tandem.metrics.period.PeriodSpan;
import dev.tandem.metrics.period.TooManyPeriodsException;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** Turns the parameters of a KPI request into a checked question, and says everything that is wrong with them at once. */
final class KpiQueryParser {

    /** The cells are kept by single dimensions and pairs of them. */
    static final int MOST_DIMENSIONS = 2;
    private static final String FILTER = "filter[";

    /** The parameters as they came. */
    record Raw(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable String grain, @Nullable String by,
            Map<String, List<String>> parameters, @Nullable String stat, @Nullable String currency,
            @Nullable Instant asOf) {
    }

    private final KpiDefinition kpi;
    private final MonthDay fiscalYearStart;
    private final boolean ownersImplied;
    private final List<Violation> violations = new ArrayList<>();

    private KpiQueryParser(KpiDefinition kpi, MonthDay fiscalYearStart, boolean ownersImplied) {
        this.kpi = kpi;
        this.fiscalYearStart = fiscalYearStart;
        this.ownersImplied = ownersImplied;
    }

    static KpiQuery parse(KpiDefinition kpi, Raw raw, MonthDay fiscalYearStart, boolean ownersImplied) {
        return new KpiQueryParser(kpi, fiscalYearStart, ownersImplied).parse(raw);
    }

    private KpiQuery parse(Raw raw) {
        LocalDate from = day("from", raw.from());
        LocalDate to = day("to", raw.to());
        Grain grain = raw.grain() == null ? Grain.TOTAL : grain(raw.grain());
        List<Dimension> by = raw.by() == null ? List.of() : by(raw.by());
        Map<Dimension, Optional<String>> filters = filters(raw.parameters());
        Stat stat = raw.stat() == null ? Stat.MEAN : stat(raw.stat());
        if (raw.currency() != null && !raw.currency().matches("[A-Z]{3}")) {
            refuse("currency", "unknown-currency", "\"" + raw.currency() + "\" is not an ISO 4217 code.");
        }
        if (raw.from() != null && raw.to() != null && from.isAfter(to)) {
            refuse("to", "invalid-range", "The range ends before it begins.");
        }
        if (!violations.isEmpty()) {
            throw ProblemException.badRequest(violations);
        }
        KpiQuery query = new KpiQuery(kpi, span(from, to, grain), to, by, filters, stat, raw.currency(), raw.asOf());
        int named = query.dimensions(ownersImplied).size();
        if (named > MOST_DIMENSIONS) {
            throw ProblemException.badRequest("too-many-dimensions", "?by", "by and filter together may name "
                    + MOST_DIMENSIONS + " dimensions; " + (ownersImplied
                            ? "your rights filter by owner, which is one of them."
                            : "these are " + named + "."));
        }
        return query;
    }

    private PeriodSpan span(LocalDate from, LocalDate to, Grain grain) {
        try {
            return PeriodSpan.of(from, to, grain, fiscalYearStart);
        } catch (TooManyPeriodsException tooMany) {
            throw ProblemException.badRequest("range-too-long", "?grain", String.valueOf(tooMany.getMessage()));
        }
    }

    private LocalDate day(String name, @Nullable LocalDate day) {
        if (day == null) {
            refuse(name, "missing-parameter", "\"" + name + "\" is required, a date such as 2026-01-31.");
        } else if (day.getYear() < 1 || day.getYear() > 9998) {
            refuse(name, "invalid-parameter", "\"" + name + "\" must lie in the years 0001 to 9998.");
        } else {
            return day;
        }
        return LocalDate.EPOCH;
    }

    private Grain grain(String text) {
        return Grain.of(text).orElseGet(() -> {
            refuse("grain", "unknown-grain",
                    "grain is one of " + Arrays.stream(Grain.values()).map(Grain::text).toList() + ".");
            return Grain.TOTAL;
        });
    }

    private List<Dimension> by(String text) {
        List<Dimension> by = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            dimension("by", name).ifPresent(dimension -> {
                if (by.contains(dimension)) {
                    refuse("by", "repeated-dimension", "\"" + name + "\" is named twice.");
                }
                by.add(dimension);
            });
        }
        return List.copyOf(by);
    }

    private Map<Dimension, Optional<String>> filters(Map<String, List<String>> parameters) {
        Map<Dimension, Optional<String>> filters = new EnumMap<>(Dimension.class);
        parameters.forEach((name, values) -> {
            if (name.startsWith(FILTER) && name.endsWith("]")) {
                if (values.size() > 1) {
                    refuse(name, "repeated-parameter", "\"" + name + "\" may be given once.");
                }
                dimension(name, name.substring(FILTER.length(), name.length() - 1))
                        .ifPresent(dimension -> filters.put(dimension, value(values.getFirst())));
            }
        });
        return filters;
    }

    /** Absence is asked for by an empty value or by the word null, as in lists. */
    private static Optional<String> value(String text) {
        return text.isEmpty() || text.equals("null") ? Optional.empty() : Optional.of(text);
    }

    private Optional<Dimension> dimension(String parameter, String name) {
        Optional<Dimension> dimension = Dimension.of(name).filter(kpi.dimensions()::contains);
        if (dimension.isEmpty()) {
            refuse(parameter, "unknown-dimension", "\"" + name + "\" is not a dimension of " + kpi.id() + "; those are "
                    + kpi.dimensions().stream().map(Dimension::text).toList() + ".");
        }
        return dimension;
    }

    private Stat stat(String text) {
        return Stat.of(text).filter(kpi.stats()::contains).orElseGet(() -> {
            refuse("stat", "unknown-stat", kpi.stats().isEmpty() ? kpi.id() + " has no statistics to choose from."
                    : "stat is one of " + kpi.stats().stream().map(Stat::text).toList() + ".");
            return Stat.MEAN;
        });
    }

    private void refuse(String parameter, String code, String message) {
        violations.add(new Violation("?" + parameter, code, message));
    }
}
