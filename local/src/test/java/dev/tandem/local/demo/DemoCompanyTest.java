package dev.tandem.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.local.imports.DataFolder;

class DemoCompanyTest {

    @TempDir
    Path folder;

    @Test
    void writesTheSameFilesEveryTime() throws IOException {
        DemoCompany.write(folder.resolve("a"));
        DemoCompany.write(folder.resolve("b"));
        for (String name : new String[] { "accounts.csv", "contacts.csv", "opportunities.csv", "customers.csv", "orders.csv",
                "reviews.csv" }) {
            assertThat(folder.resolve("a").resolve(name)).hasSameBinaryContentAs(folder.resolve("b").resolve(name));
        }
    }

    @Test
    void writesASetThatItsOwnManifestCovers() throws IOException {
        DemoCompany.write(folder);
        DataFolder.Found found = DataFolder.find(folder, folder.resolve("nowhere"));
        assertThat(found.matches()).singleElement().satisfies(match -> assertThat(match.files()).hasSize(11));
        assertThat(found.ignored()).isEmpty();
    }

    @Test
    void hasWonLostAndOpenDeals() throws IOException {
        DemoCompany.write(folder);
        assertThat(Files.readAllLines(folder.resolve("opportunities.csv"))).hasSize(461).anyMatch(l -> l.contains(",WON,"))
                .anyMatch(l -> l.contains(",LOST,")).anyMatch(l -> l.contains(",PILOT,"));
        assertThat(Files.readAllLines(folder.resolve("orders.csv")).size()).isBetween(800, 1200);
    }
}
