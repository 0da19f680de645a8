package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions and cells in few words. */
final class KpiFixtures {

    private KpiFixtures() {
    }

    static KpiQuery query(String id, String from, String to, String... parameters) {
        return query(false, id, from, to, parameters);
    }

    /** @param parameters {@code name=value} */
    static KpiQuery query(boolean ownersImplied, String id, String from, String to, String... parameters) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String parameter : parameters) {
            String[] pair = parameter.split("=", 2);
            all.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(pair[1]);
        }
        KpiDefinition kpi = KpiCatalogue.find(Model.B2B, id).or(() -> KpiCatalogue.find(Model.B2C, id)).orElseThrow();
        return KpiQueryParser.parse(kpi,
                new KpiQueryParser.Raw(LocalDate.parse(from), LocalDate.parse(to), first(all, "grain"),
                        first(all, "by"), all, first(all, "stat"), first(all, "currency"), null),
                MonthDay.of(1, 1), ownersImplied);
    }

    private static String first(Map<String, List<String>> all, String name) {
        return all.containsKey(name) ? all.get(name).getFirst() : null;
    }

    static Cell cell(String start, long num, long den, String... group) {
        return money(start, "USD", num, den, group);
    }

    static Cell money(String start, String currency, long num, long den, String... group) {
        return new Cell(LocalDate.parse(start), List.of(group), currency, Cell.ORIGINAL, 0, BigInteger.valueOf(num),
                BigInteger.valueOf(den), BigInteger.ONE, BigInteger.ZERO);
    }

    /** Facts of one currency as they are told in another. */
    static Cell converted(String start, String currency, long covered, String reporting, long num, long den) {
        return new Cell(LocalDate.parse(start), List.of(), currency, reporting, 0, BigInteger.valueOf(num),
                BigInteger.valueOf(den), BigInteger.ONE, BigInteger.valueOf(covered));
    }

    static Cell days(String start, int days, long count) {
        return new Cell(LocalDate.parse(start), List.of(), "USD", Cell.ORIGINAL, days, BigInteger.valueOf(days * count),
                BigInteger.valueOf(count), BigInteger.valueOf(count), BigInteger.ZERO);
    }
}
