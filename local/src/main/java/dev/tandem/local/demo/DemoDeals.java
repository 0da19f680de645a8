package dev.tandem.local.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * Deals of a vendor of predictive maintenance over 18 months. On {@link #TURN} it opened its trust centre: of the deals opened
 * before, 19 % were won, after 94 days on average; of those opened in the six months after, 27 %, after 61 days. Both are
 * exact,
 * because won deals come in pairs, one as much faster than the average as the other is slower.
 */
final class DemoDeals {
    static final LocalDate BEGIN = LocalDate.of(2025, Month.JANUARY, 1);
    static final LocalDate TURN = LocalDate.of(2025, Month.OCTOBER, 1);
    static final LocalDate END = LocalDate.of(2026, Month.JULY, 1);

    static final int ACCOUNTS = 60;
    private static final List<String> INDUSTRIES = List.of("technology", "services", "telecommunications", "retail",
            "medical", "software");
    private static final List<String> COUNTRIES = List.of("US", "US", "US", "DE", "ID", "NL", "JP");
    private static final List<String> OWNERS = List.of("sales", "sales2", "bagus", "citra");
    private static final List<String> FIRST = List.of("North", "Harbour", "Silver", "Summit", "River", "Union", "Delta",
            "Granite", "Cedar", "Beacon");
    private static final List<String> SECOND = List.of("Foundry", "Cranes", "Turbines", "Paper", "Dairy", "Rail");

    private record Product(String sku, String price) {
    }

    private static final List<Product> PRODUCTS = List.of(new Product("PM-SENSOR", "2400.00"),
            new Product("PM-PLANT", "18000.00"), new Product("PM-FLEET", "42000.00"),
            new Product("PM-START", "6500.00"));

    /**
     * Deals opened in [from, to).
     *
     * @param cycle days from opening to winning, on average
     * @param spread by how many days at most a won deal differs from the average
     */
    private record Phase(LocalDate from, LocalDate to, int wonPairs, int cycle, int spread, int lost, int open) {
    }

    private static final LocalDate LATELY = LocalDate.of(2026, Month.APRIL, 1);
    private static final List<Phase> PHASES = List.of(
            new Phase(BEGIN, TURN, 19, 94, 40, 162, 0),
            new Phase(TURN, LATELY, 27, 61, 25, 146, 0),
            new Phase(LATELY, END, 4, 61, 15, 14, 38));

    private record Deal(LocalDate opened, @Nullable LocalDate closed, String stage) {
    }

    private DemoDeals() {
    }

    static List<String> accounts() {
        SplittableRandom random = new SplittableRandom(11);
        List<String> lines = new ArrayList<>();
        lines.add("name,industry,country,employees");
        for (int i = 0; i < ACCOUNTS; i++) {
            lines.add(String.join(",", account(i), pick(random, INDUSTRIES), pick(random, COUNTRIES),
                    Integer.toString(random.nextInt(40, 9000))));
        }
        return lines;
    }

    static String account(int i) {
        return FIRST.get(i % FIRST.size()) + " " + SECOND.get(i / FIRST.size());
    }

    static List<String> opportunities() {
        SplittableRandom random = new SplittableRandom(12);
        List<Deal> deals = new ArrayList<>();
        PHASES.forEach(phase -> addDeals(deals, phase, random));
        deals.sort(Comparator.comparing(Deal::opened));
        List<String> lines = new ArrayList<>();
        lines.add("number,account,owner,product,quantity,stage,amount,opened,closed,expected");
        for (int i = 0; i < deals.size(); i++) {
            lines.add(line(i + 1, deals.get(i), random));
        }
        return lines;
    }

    private static void addDeals(List<Deal> deals, Phase phase, SplittableRandom random) {
        LocalDate firstClosing = phase.from().plusDays(phase.cycle() + phase.spread());
        LocalDate lastClosing = earlier(phase.to().plusDays(phase.cycle() - phase.spread()), END).minusDays(1);
        for (int i = 0; i < phase.wonPairs(); i++) {
            LocalDate closed = between(firstClosing, lastClosing, i, phase.wonPairs());
            int off = random.nextInt(phase.spread() + 1);
            deals.add(new Deal(closed.minusDays(phase.cycle() - off), closed, "WON"));
            deals.add(new Deal(closed.minusDays(phase.cycle() + off), closed, "WON"));
        }
        LocalDate lastOpening = earlier(phase.to(), END.minusDays(20)).minusDays(1);
        for (int i = 0; i < phase.lost(); i++) {
            LocalDate opened = between(phase.from(), lastOpening, i, phase.lost());
            LocalDate closed = opened.plusDays(random.nextInt(20, phase.cycle() + phase.spread()));
            deals.add(new Deal(opened, earlier(closed, END.minusDays(1)), "LOST"));
        }
        for (int i = 0; i < phase.open(); i++) {
            LocalDate opened = between(phase.from(), phase.to().minusDays(1), i, phase.open());
            deals.add(new Deal(opened, null, pick(random, List.of("DISCOVERY", "PILOT", "CONTRACTING"))));
        }
    }

    private static String line(int number, Deal deal, SplittableRandom random) {
        Product product = pick(random, PRODUCTS);
        int quantity = random.nextInt(1, 6);
        BigDecimal amount = new BigDecimal(product.price()).multiply(BigDecimal.valueOf(quantity))
                .multiply(BigDecimal.valueOf(random.nextInt(82, 101), 2)).setScale(2, RoundingMode.HALF_UP);
        String expected = deal.closed() == null ? END.plusDays(random.nextInt(-30, 90)).toString() : "";
        return String.join(",", "D-%04d".formatted(number), account(random.nextInt(ACCOUNTS)), pick(random, OWNERS),
                product.sku(), Integer.toString(quantity), deal.stage(), amount.toPlainString(), deal.opened().toString(),
                deal.closed() == null ? "" : deal.closed().toString(), expected);
    }

    /** The i-th of n days that lie evenly from {@code first} to {@code last}. */
    static LocalDate between(LocalDate first, LocalDate last, int i, int n) {
        return first.plusDays(n == 1 ? 0 : (last.toEpochDay() - first.toEpochDay()) * i / (n - 1));
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    static <T> T pick(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
