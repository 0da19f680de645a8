package dev.tandem.local.acceptance;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts the deals straight from the files, by nothing but reading them: what the suite says about any group has to be the
 * same.
 */
final class DealFile {

    /** One line of the pipeline with what the other files say about it; null where nothing is said. */
    record Deal(Map<String, String> dimensions, String stage, String closed, BigDecimal value) {
        List<String> group(List<String> names) {
            return names.stream().map(dimensions::get).toList();
        }

        boolean isWon() {
            return stage.equals("Won");
        }

        boolean isClosed() {
            return isWon() || stage.equals("Lost");
        }
    }

    /** Won deals of all closed ones. */
    record Wins(long won, long closed) {
        String rate() {
            return BigDecimal.valueOf(won * 100).divide(BigDecimal.valueOf(closed), 4, RoundingMode.HALF_UP)
                    .toPlainString();
        }
    }

    private final List<Deal> deals;

    private DealFile(List<Deal> deals) {
        this.deals = deals;
    }

    static DealFile read(Path folder) throws IOException {
        Map<String, String[]> accounts = byFirst(folder.resolve("accounts.csv"));
        Map<String, String[]> teams = byFirst(folder.resolve("sales_teams.csv"));
        List<Deal> deals = rows(folder.resolve("sales_pipeline.csv")).map(cells -> {
            Map<String, String> dimensions = new HashMap<>();
            String[] account = accounts.get(cells[3]);
            dimensions.put("industry", account == null ? null : account[1].replace("technolgy", "technology"));
            dimensions.put("product", cells[2].replace("GTXPro", "GTX Pro"));
            dimensions.put("owner", cells[1]);
            dimensions.put("manager", teams.get(cells[1])[1]);
            dimensions.put("region", teams.get(cells[1])[2]);
            BigDecimal value = cells[7].isEmpty() ? BigDecimal.ZERO : new BigDecimal(cells[7]);
            return new Deal(dimensions, cells[4], cells[6], value);
        }).toList();
        return new DealFile(deals);
    }

    private static java.util.stream.Stream<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).map(line -> line.strip().split(",", -1));
    }

    private static Map<String, String[]> byFirst(Path file) throws IOException {
        Map<String, String[]> rows = new HashMap<>();
        rows(file).forEach(cells -> rows.put(cells[0], cells));
        return rows;
    }

    /** Win counts of every group; a group is the values of the dimensions in their order. */
    Map<List<String>, Wins> winsBy(List<String> dimensions) {
        Map<List<String>, Wins> groups = new LinkedHashMap<>();
        for (Deal deal : deals) {
            if (deal.isClosed()) {
                List<String> group = deal.group(dimensions);
                groups.merge(group, new Wins(deal.isWon() ? 1 : 0, 1),
                        (a, b) -> new Wins(a.won() + b.won(), a.closed() + b.closed()));
            }
        }
        return groups;
    }

    /** Won amount of every group. */
    Map<List<String>, BigDecimal> wonBy(List<String> dimensions) {
        Map<List<String>, BigDecimal> groups = new LinkedHashMap<>();
        for (Deal deal : deals) {
            if (deal.isWon()) {
                List<String> group = deal.group(dimensions);
                groups.merge(group, deal.value(), BigDecimal::add);
            }
        }
        return groups;
    }

    Wins wins(Predicate<Deal> which) {
        List<Deal> closed = deals.stream().filter(which).filter(Deal::isClosed).toList();
        return new Wins(closed.stream().filter(Deal::isWon).count(), closed.size());
    }
}
