package dev.tandem.local.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Deals of a vendor of predictive maintenance over 18 months. From {@link #TURN} on deals are won more often and faster, so
 * that the screens have a before and an after.
 */
final class DemoDeals {
    static final LocalDate BEGIN = LocalDate.of(2025, Month.JANUARY, 1);
    static final LocalDate TURN = LocalDate.of(2025, Month.OCTOBER, 1);
    static final LocalDate END = LocalDate.of(2026, Month.JULY, 1);

    private static final int DEALS = 420;
    private static final int ACCOUNTS = 60;
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

    private static String account(int i) {
        return FIRST.get(i % FIRST.size()) + " " + SECOND.get(i / FIRST.size());
    }

    static List<String> opportunities() {
        SplittableRandom random = new SplittableRandom(12);
        List<String> lines = new ArrayList<>();
        lines.add("number,account,owner,product,quantity,stage,amount,opened,closed,expected");
        int days = (int) (END.toEpochDay() - BEGIN.toEpochDay()) - 10;
        for (int i = 0; i < DEALS; i++) {
            lines.add(opportunity(i, BEGIN.plusDays((long) days * i / DEALS), random));
        }
        return lines;
    }

    private static String opportunity(int i, LocalDate opened, SplittableRandom random) {
        boolean late = !opened.isBefore(TURN);
        int cycle = random.nextInt(late ? 30 : 50, late ? 93 : 139);
        boolean won = random.nextInt(100) < (late ? 27 : 19);
        LocalDate closing = opened.plusDays(cycle);
        boolean open = !closing.isBefore(END);
        Product product = pick(random, PRODUCTS);
        int quantity = random.nextInt(1, 6);
        String stage = open ? pick(random, List.of("DISCOVERY", "PILOT", "CONTRACTING")) : won ? "WON" : "LOST";
        BigDecimal amount = new BigDecimal(product.price()).multiply(BigDecimal.valueOf(quantity))
                .multiply(BigDecimal.valueOf(random.nextInt(82, 101), 2)).setScale(2, RoundingMode.HALF_UP);
        return String.join(",", "D-%04d".formatted(i + 1), account(random.nextInt(ACCOUNTS)), pick(random, OWNERS),
                product.sku(), Integer.toString(quantity), stage, amount.toPlainString(), opened.toString(),
                open ? "" : closing.toString(), open ? closing.toString() : "");
    }

    static <T> T pick(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
