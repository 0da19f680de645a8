package dev.tandem.local.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Orders of a skincare line over the same 18 months; from the turn on customers come back more often within 60 days. */
final class DemoOrders {
    private static final int CUSTOMERS = 300;
    private static final int REPEAT_BEFORE = 25;
    private static final int REPEAT_AFTER = 35;
    private static final List<String> COUNTRIES = List.of("US", "US", "ID", "GB", "AU");

    private record Item(String name, String price) {
    }

    private static final List<Item> ITEMS = List.of(new Item("Day cream", "24.90"), new Item("Night serum", "39.50"),
            new Item("Cleanser", "15.00"), new Item("Sun fluid SPF 50", "28.75"), new Item("Travel set", "54.00"));

    private record Order(LocalDate day, String line) {
    }

    private DemoOrders() {
    }

    static List<String> orders() {
        SplittableRandom random = new SplittableRandom(13);
        List<Order> orders = new ArrayList<>();
        int days = (int) (DemoDeals.END.toEpochDay() - DemoDeals.BEGIN.toEpochDay());
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            LocalDate day = DemoDeals.BEGIN.plusDays((long) days * customer / CUSTOMERS);
            String country = DemoDeals.pick(random, COUNTRIES);
            boolean again = true;
            while (again && day.isBefore(DemoDeals.END)) {
                orders.add(order(customer, day, country, random));
                again = random.nextInt(100) < (day.isBefore(DemoDeals.TURN) ? REPEAT_BEFORE : REPEAT_AFTER) * 2;
                day = day.plusDays(random.nextInt(8, 110));
            }
        }
        orders.sort(Comparator.comparing(Order::day));
        List<String> lines = new ArrayList<>();
        lines.add("number,customer,day,country,item,quantity,total");
        for (int i = 0; i < orders.size(); i++) {
            lines.add("O-%05d,".formatted(i + 1) + orders.get(i).line());
        }
        return lines;
    }

    private static Order order(int customer, LocalDate day, String country, SplittableRandom random) {
        Item item = DemoDeals.pick(random, ITEMS);
        int quantity = random.nextInt(1, 4);
        BigDecimal total = new BigDecimal(item.price()).multiply(BigDecimal.valueOf(quantity));
        return new Order(day, String.join(",", "C-%04d".formatted(customer + 1), day.toString(), country, item.name(),
                Integer.toString(quantity), total.toPlainString()));
    }
}
