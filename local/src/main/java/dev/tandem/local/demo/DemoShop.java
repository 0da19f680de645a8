package dev.tandem.local.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A skincare line that is sold to people, over the same 18 months. With the filters for its reviews and a checkout of its own,
 * from {@link DemoDeals#TURN} on, more of its buyers come back within 60 days: 35 of 100 instead of 25 (1.4 times as many),
 * exactly.
 */
final class DemoShop {
    private static final List<String> COUNTRIES = List.of("US", "US", "ID", "GB", "AU");

    private record Item(String sku, String name, String price, int onHand) {
    }

    private static final List<Item> ITEMS = List.of(new Item("SK-DAY", "Day cream", "24.90", 140),
            new Item("SK-NIGHT", "Night serum", "39.50", 60), new Item("SK-CLEAN", "Cleanser", "15.00", 220),
            new Item("SK-SUN", "Sun fluid SPF 50", "28.75", 4), new Item("SK-TRAVEL", "Travel set", "54.00", 18));

    private record Words(int rating, String title, String body) {
    }

    private static final List<Words> PRAISE = List.of(new Words(5, "Calm skin", "After a week the redness was gone."),
            new Words(5, "Second bottle", "I came back for it."),
            new Words(4, "Good", "Does what it says and smells of nothing."),
            new Words(5, "For dry skin", "Exactly what my skin needed in winter."), new Words(4, "Light", "Sinks in at once."));
    private static final List<Words> BLAME = List.of(new Words(2, "Too rich for me", "My skin is oily, it stays on top."),
            new Words(1, "Broken pump", "The pump did not work."), new Words(3, "Fine", "Nothing special for the price."));

    /**
     * People whose first order lies in [from, to).
     *
     * @param comeBack of 100 of them, those who order again within 60 days
     * @param review of 100 orders, those that are reviewed
     */
    private record Phase(LocalDate from, LocalDate to, int people, int comeBack, int review) {
    }

    /** By the end of a phase everybody who came within its last 60 days may still come back; those are phases of their own. */
    private static final List<Phase> PHASES = List.of(
            new Phase(DemoDeals.BEGIN, DemoDeals.TURN.minusDays(60), 200, 25, 8),
            new Phase(DemoDeals.TURN.minusDays(60), DemoDeals.TURN, 60, 25, 8),
            new Phase(DemoDeals.TURN, DemoDeals.END.minusDays(60), 240, 35, 22),
            new Phase(DemoDeals.END.minusDays(60), DemoDeals.END, 80, 35, 22));

    private record Person(String number, String country, Phase phase, boolean comesBack) {
    }

    private record Order(LocalDate day, Person person, Item item, int quantity) {
        BigDecimal total() {
            return new BigDecimal(item.price()).multiply(BigDecimal.valueOf(quantity));
        }
    }

    private final SplittableRandom random = new SplittableRandom(13);
    private final List<String> customers = new ArrayList<>(List.of("number,given,family,email,country"));
    private final List<String> orders = new ArrayList<>(List.of("number,customer,day,country,channel,sku,quantity,total"));
    private final List<String> reviews = new ArrayList<>(List.of("number,order,customer,sku,rating,title,body,day"));

    DemoShop() {
        List<Order> all = new ArrayList<>();
        for (Phase phase : PHASES) {
            for (int i = 0; i < phase.people(); i++) {
                LocalDate first = DemoDeals.between(phase.from(), phase.to().minusDays(1), i, phase.people());
                boolean comesBack = (i + 1) * phase.comeBack() / 100 > i * phase.comeBack() / 100;
                addOrders(all, first, person(phase, comesBack));
            }
        }
        all.sort(Comparator.comparing(Order::day));
        all.forEach(this::tell);
    }

    List<String> products() {
        List<String> lines = new ArrayList<>(List.of("sku,name,price"));
        ITEMS.forEach(item -> lines.add(String.join(",", item.sku(), item.name(), item.price())));
        return lines;
    }

    List<String> stock() {
        List<String> lines = new ArrayList<>(List.of("sku,onHand"));
        ITEMS.forEach(item -> lines.add(item.sku() + "," + item.onHand()));
        return lines;
    }

    List<String> customers() {
        return customers;
    }

    List<String> orders() {
        return orders;
    }

    List<String> reviews() {
        return reviews;
    }

    private Person person(Phase phase, boolean comesBack) {
        String number = "C-%04d".formatted(customers.size());
        String country = DemoDeals.pick(random, COUNTRIES);
        customers.add(String.join(",", number, DemoPeople.given(random), DemoPeople.family(random),
                number.toLowerCase(Locale.ROOT) + "@example.com", country));
        return new Person(number, country, phase, comesBack);
    }

    /** The second order comes within 60 days or later than that, as the person is; later ones as they may. */
    private void addOrders(List<Order> all, LocalDate first, Person person) {
        LocalDate day = first;
        boolean again = person.comesBack() || random.nextInt(100) < 30;
        int pause = person.comesBack() ? random.nextInt(12, 61) : random.nextInt(61, 150);
        while (day.isBefore(DemoDeals.END)) {
            all.add(new Order(day, person, DemoDeals.pick(random, ITEMS), random.nextInt(1, 4)));
            if (!again) {
                return;
            }
            day = day.plusDays(pause);
            pause = random.nextInt(20, 120);
            again = random.nextInt(100) < 40;
        }
    }

    private void tell(Order order) {
        String number = "O-%05d".formatted(orders.size());
        orders.add(String.join(",", number, order.person().number(), order.day().toString(), order.person().country(),
                DemoDeals.pick(random, List.of("WEB", "WEB", "APP")), order.item().sku(), Integer.toString(order.quantity()),
                order.total().toPlainString()));
        LocalDate reviewed = order.day().plusDays(random.nextInt(4, 15));
        boolean late = !order.day().isBefore(DemoDeals.TURN);
        if (random.nextInt(100) < order.person().phase().review() && reviewed.isBefore(DemoDeals.END)) {
            Words words = DemoDeals.pick(random, random.nextInt(100) < (late ? 85 : 65) ? PRAISE : BLAME);
            reviews.add(String.join(",", "R-%04d".formatted(reviews.size()), number, order.person().number(),
                    order.item().sku(), Integer.toString(words.rating()), quoted(words.title()), quoted(words.body()),
                    reviewed.toString()));
        }
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
