package dev.tandem.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Made-up names, and the people whom the vendor talks to in the companies of {@link DemoDeals}: two or three in each. */
final class DemoPeople {
    private static final List<String> GIVEN = List.of("Ayu", "Ben", "Clara", "Dimas", "Ella", "Farah", "George", "Hana",
            "Indra", "Joan", "Kirana", "Liam", "Maya", "Noah", "Olive", "Putri", "Rosa", "Sari", "Tom", "Wulan");
    private static final List<String> FAMILY = List.of("Adams", "Brown", "Cahyani", "Dewanto", "Evans", "Fischer", "Gunawan",
            "Hughes", "Iskandar", "Jones", "Kusuma", "Lestari", "Murray", "Nugroho", "Owen", "Pratama", "Reid", "Santoso",
            "Turner", "Wijaya");

    private record Job(String title, String role) {
    }

    private static final List<Job> JOBS = List.of(new Job("Head of Maintenance", "CHAMPION"),
            new Job("Plant Director", "BUDGET_HOLDER"), new Job("Head of Procurement", "PROCUREMENT"),
            new Job("IT Security Officer", "SECURITY"), new Job("Chief Operating Officer", "DECISION_MAKER"),
            new Job("Reliability Engineer", "EVALUATOR"));

    private DemoPeople() {
    }

    static String given(SplittableRandom random) {
        return DemoDeals.pick(random, GIVEN);
    }

    static String family(SplittableRandom random) {
        return DemoDeals.pick(random, FAMILY);
    }

    static List<String> contacts() {
        SplittableRandom random = new SplittableRandom(14);
        List<String> lines = new ArrayList<>();
        lines.add("number,given,family,email,title,account,role,primary");
        for (int account = 0; account < DemoDeals.ACCOUNTS; account++) {
            int first = random.nextInt(JOBS.size());
            for (int i = 0; i < 2 + account % 2; i++) {
                String number = "P-%04d".formatted(lines.size());
                String company = DemoDeals.account(account);
                Job job = JOBS.get((first + i) % JOBS.size());
                String email = number.toLowerCase(Locale.ROOT) + "@" + company.replace(" ", "-").toLowerCase(Locale.ROOT)
                        + ".example";
                lines.add(String.join(",", number, given(random), family(random), email, job.title(), company, job.role(),
                        Boolean.toString(i == 0)));
            }
        }
        return lines;
    }
}
