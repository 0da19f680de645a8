package dev.tandem.metrics.ingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.rollup.CellKey;
import dev.tandem.metrics.rollup.CellSum;

/** Figures as text, so that those of the oracle, of the log and of the cells can be laid side by side. */
final class Figures {

    private static final List<String> DIMENSIONS = List.of("channel", "country", "industry", "manager", "owner",
            "product", "region", "source");

    private Figures() {
    }

    static List<String> ofOracle(Collection<Oracle.Row> rows) {
        return rows.stream().map(row -> text(row.metric(), row.entity(), row.part(), row.day(), row.bucket(),
                row.currency(), row.dims(), row.num(), row.den(), row.reporting(), row.covered())).sorted().toList();
    }

    static List<String> ofContributions(Collection<Contribution> contributions) {
        return contributions.stream().filter(Contribution::isCounted).map(Figures::text).sorted().toList();
    }

    static String text(Contribution each) {
        Map<String, String> dims = new TreeMap<>();
        DIMENSIONS.forEach(name -> dims.put(name, each.dimensions().value(name)));
        return text(each.metric().key(), each.owner().kind().text() + ":" + each.owner().id(), each.part(), each.day(),
                each.bucket(), each.currency(), dims, each.numerator(), each.denominator(), each.reporting(),
                each.covered());
    }

    private static String text(String metric, String entity, String part, LocalDate day, int bucket, String currency,
            Map<String, String> dims, long num, long den, String reporting, long covered) {
        Map<String, String> known = new TreeMap<>(dims);
        known.values().removeIf(value -> value == null);
        return metric + " " + entity + "/" + part + " " + day + " " + bucket + " " + currency + " " + known + " " + num
                + "/" + den + " " + reporting + " " + covered;
    }

    /** Every cell that the rows make: per day and month, without, by one and by two dimensions. */
    static Map<String, String> cellsOfOracle(Collection<Oracle.Row> rows) {
        Map<String, long[]> sums = new TreeMap<>();
        for (Oracle.Row row : rows) {
            List<String> names = row.metric().startsWith("customer_cohort") ? List.of() : List.copyOf(row.dims().keySet());
            List<String[]> cuts = new ArrayList<>();
            cuts.add(new String[] { "", "", "" });
            for (String one : names) {
                cuts.add(new String[] { one, value(row, one), "" });
                for (String two : names) {
                    if (one.compareTo(two) < 0) {
                        cuts.add(new String[] { one + "," + two, value(row, one), value(row, two) });
                    }
                }
            }
            for (String[] cut : cuts) {
                for (String period : List.of("DAY " + row.day(), "MONTH " + row.day().withDayOfMonth(1))) {
                    long[] sum = sums.computeIfAbsent(row.metric() + " " + period + " " + String.join("|", cut) + " "
                            + row.currency() + " " + row.bucket() + " " + row.reporting(), key -> new long[4]);
                    sum[0] += row.num();
                    sum[1] += row.den();
                    sum[2]++;
                    sum[3] += row.covered();
                }
            }
        }
        Map<String, String> cells = new TreeMap<>();
        sums.forEach((key, sum) -> cells.put(key, sum[0] + "/" + sum[1] + "/" + sum[2] + "/" + sum[3]));
        return cells;
    }

    private static String value(Oracle.Row row, String name) {
        String value = row.dims().get(name);
        return value == null ? "∅" : value;
    }

    static Map<String, String> cells(Map<CellKey, CellSum> cells) {
        Map<String, String> texts = new TreeMap<>();
        cells.forEach((key, sum) -> {
            if (!sum.isZero()) {
                texts.put(key.metric().key() + " " + key.grain() + " " + key.start() + " " + key.dims() + "|" + key.v1()
                        + "|" + key.v2() + " " + key.currency() + " " + key.bucket() + " " + key.reporting(),
                        sum.numerator() + "/" + sum.denominator() + "/" + sum.count() + "/" + sum.covered());
            }
        });
        return texts;
    }
}
