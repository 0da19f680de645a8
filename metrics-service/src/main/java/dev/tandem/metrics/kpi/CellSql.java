package dev.tandem.metrics.kpi;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statements behind a question, built from the fixed names of dimensions and metrics; every value is a parameter.
 * Rollups answer with whole months where the question allows it and days at the edges, so the cost follows the number
 * of periods and groups, never the number of facts.
 */
final class CellSql {

    /** A part of a range that is read at one grain; both ends are included, because the last day has no next one. */
    record Segment(String grain, LocalDate first, LocalDate last) {
    }

    private CellSql() {
    }

    static List<Segment> segments(CellQuestion question) {
        LocalDate last = question.to().minusDays(1);
        LocalDate firstMonth = question.from().getDayOfMonth() == 1 ? question.from()
                : question.from().withDayOfMonth(1).plusMonths(1);
        LocalDate endOfMonths = question.to().withDayOfMonth(1);
        if (!question.monthly() || !firstMonth.isBefore(endOfMonths)) {
            return List.of(new Segment("DAY", question.from(), last));
        }
        List<Segment> segments = new ArrayList<>();
        if (question.from().isBefore(firstMonth)) {
            segments.add(new Segment("DAY", question.from(), firstMonth.minusDays(1)));
        }
        segments.add(new Segment("MONTH", firstMonth, endOfMonths.minusDays(1)));
        if (endOfMonths.isBefore(question.to())) {
            segments.add(new Segment("DAY", endOfMonths, last));
        }
        return segments;
    }

    static String rollup(CellQuestion question, Segment segment, int generation, List<Object> parameters) {
        List<Dimension> keys = List.copyOf(question.keys());
        List<String> groups = question.by().stream().map(dimension -> dimension == Dimension.CURRENCY ? "currency"
                : "v" + (keys.indexOf(dimension) + 1)).toList();
        StringBuilder sql = new StringBuilder("select period_start, currency, reporting, ")
                .append(question.buckets() ? "bucket" : "0").append(", sum(num), sum(den), sum(cnt), sum(covered)");
        groups.forEach(group -> sql.append(", ").append(group));
        sql.append(" from visible_rollup where generation = ? and metric = ? and grain = ? and dims = ?")
                .append(" and reporting = any(?) and period_start between ? and ?");
        parameters.addAll(List.of(generation, question.metric(), segment.grain(), question.keyText(),
                question.reportings().toArray(String[]::new), segment.first(), segment.last()));
        question.filters().forEach((dimension, values) -> {
            sql.append(" and ").append(dimension == Dimension.CURRENCY ? "currency" : "v" + (keys.indexOf(dimension) + 1))
                    .append(" = any(?)");
            parameters.add(values.toArray(String[]::new));
        });
        sql.append(" group by period_start, currency, reporting").append(question.buckets() ? ", bucket" : "");
        groups.stream().distinct().forEach(group -> sql.append(", ").append(group));
        return sql.toString();
    }

    static String log(CellQuestion question, int generation, List<Object> parameters) {
        List<String> groups = columns(question.by());
        StringBuilder sql = new StringBuilder("select day, currency, reporting, ")
                .append(question.buckets() ? "bucket" : "0").append(", sum(num), sum(den), sum(cnt), sum(covered)");
        groups.forEach(group -> sql.append(", ").append(group));
        sql.append(logFrom(question, generation, parameters));
        sql.append(" group by day, currency, reporting").append(question.buckets() ? ", bucket" : "");
        groups.stream().distinct().forEach(group -> sql.append(", ").append(group));
        return sql.toString();
    }

    /** Whatever the company's zone, a row that became known after its day had settled is among those of the view. */
    static String late(CellQuestion question, int generation, List<Object> parameters) {
        List<String> groups = columns(question.by());
        StringBuilder sql = new StringBuilder(
                "select position, known_at, day, currency, reporting, sum(num), sum(den), sum(cnt)");
        groups.forEach(group -> sql.append(", ").append(group));
        sql.append(from("visible_late", question, generation, parameters));
        sql.append(" group by position, known_at, day, currency, reporting");
        groups.stream().distinct().forEach(group -> sql.append(", ").append(group));
        return sql.append(" having sum(num) <> 0 or sum(den) <> 0 or sum(cnt) <> 0").toString();
    }

    static String logFrom(CellQuestion question, int generation, List<Object> parameters) {
        return from("visible_log", question, generation, parameters);
    }

    private static String from(String view, CellQuestion question, int generation, List<Object> parameters) {
        StringBuilder sql = new StringBuilder(
                " from " + view + " where generation = ? and metric = ? and day between ? and ?")
                .append(" and reporting = any(?)");
        parameters.addAll(List.of(generation, question.metric(), question.from(), question.to().minusDays(1),
                question.reportings().toArray(String[]::new)));
        if (question.asOf() != null) {
            sql.append(" and known_at <= ?");
            parameters.add(question.asOf());
        }
        for (Map.Entry<Dimension, Set<String>> filter : question.filters().entrySet()) {
            sql.append(" and ").append(column(filter.getKey())).append(" = any(?)");
            parameters.add(filter.getValue().toArray(String[]::new));
        }
        return sql.toString();
    }

    private static List<String> columns(List<Dimension> dimensions) {
        return dimensions.stream().map(CellSql::column).toList();
    }

    private static String column(Dimension dimension) {
        return dimension == Dimension.CURRENCY ? "currency"
                : "coalesce(" + dimension.column() + ", '" + Cell.NOT_SET + "')";
    }
}
