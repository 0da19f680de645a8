package dev.tandem.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class PurchasesTest {

    @Test
    void keepsEveryCustomerInOneFileAndLosesNoRow() {
        Purchases purchases = Purchases.made(10, 2_000);
        Set<String> seen = new HashSet<>();
        for (String file : purchases.files()) {
            Set<String> customers = file.lines().skip(1).map(line -> line.strip().split("\\s+")[0]).collect(Collectors.toSet());
            assertThat(customers).isNotEmpty().noneMatch(seen::contains);
            seen.addAll(customers);
        }
        assertThat(purchases.files().stream().mapToLong(Purchases::rows).sum()).isGreaterThanOrEqualTo(2_000);
    }
}
