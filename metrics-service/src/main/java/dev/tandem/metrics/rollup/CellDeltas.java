package dev.tandem.metrics.rollup;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.contribution.Dimensions;
import dev.tandem.metrics.contribution.Metric;

/** Adds up what a batch changes in the cells, so that a cell is written once per batch however many facts touch it. */
public final class CellDeltas {

    /** A choice of at most two dimensions by which a metric's cells are kept. */
    private record Cut(String name, List<String> dimensions) {
    }

    private static final Map<Metric, List<Cut>> CUTS = cuts();

    private final Map<CellKey, CellSum> sums = new HashMap<>();

    private static Map<Metric, List<Cut>> cuts() {
        Map<Metric, List<Cut>> cuts = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            List<Cut> found = new ArrayList<>(List.of(new Cut("", List.of())));
            List<String> names = metric.dimensions();
            for (int i = 0; i < names.size(); i++) {
                found.add(new Cut(names.get(i), List.of(names.get(i))));
                for (int j = i + 1; j < names.size(); j++) {
                    found.add(new Cut(names.get(i) + "," + names.get(j), List.of(names.get(i), names.get(j))));
                }
            }
            cuts.put(metric, List.copyOf(found));
        }
        return cuts;
    }

    /** The choices of dimensions by which a metric's cells are kept; each holds all of its facts. */
    public static List<String> cuts(Metric metric) {
        return Objects.requireNonNull(CUTS.get(metric)).stream().map(Cut::name).toList();
    }

    /** Adds ({@code sign} 1) or takes away (-1) a contribution. */
    public void add(Contribution contribution, int sign) {
        CellSum change = new CellSum(sign * contribution.numerator(), sign * contribution.denominator(), sign,
                sign * contribution.covered());
        LocalDate day = contribution.day();
        LocalDate month = day.withDayOfMonth(1);
        for (Cut cut : Objects.requireNonNull(CUTS.get(contribution.metric()))) {
            String v1 = value(contribution.dimensions(), cut, 0);
            String v2 = value(contribution.dimensions(), cut, 1);
            add(contribution, CellKey.Grain.DAY, day, cut.name(), v1, v2, change);
            add(contribution, CellKey.Grain.MONTH, month, cut.name(), v1, v2, change);
        }
    }

    private void add(Contribution contribution, CellKey.Grain grain, LocalDate start, String dims, String v1,
            String v2, CellSum change) {
        sums.merge(new CellKey(contribution.metric(), grain, dims, contribution.reporting(), start, v1, v2,
                contribution.currency(), contribution.bucket()), change, CellSum::plus);
    }

    private static String value(Dimensions dimensions, Cut cut, int index) {
        if (index >= cut.dimensions().size()) {
            return "";
        }
        String value = dimensions.value(cut.dimensions().get(index));
        return value == null ? CellKey.NOT_SET : value;
    }

    /** The cells that the batch changes after all. */
    public Map<CellKey, CellSum> changed() {
        sums.values().removeIf(CellSum::isZero);
        return sums;
    }
}
