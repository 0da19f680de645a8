package dev.tandem.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.local.home.Failure;

class DataFolderTest {
    private static final String DEALS = """
            {"name":"deals","files":[
              {"file":"stages.ndjson","shipped":true,"api":"/api/v1/b2b","kind":"pipeline"},
              {"file":"deals.csv","api":"/api/v1/b2b","kind":"opportunity","mapping":"deals.mapping.json"}]}""";
    private static final String ORDERS = """
            {"name":"orders","files":[{"file":"orders.txt","api":"/api/v1/b2c","kind":"order"}]}""";

    @TempDir
    Path root;
    private Path data;
    private Path shipped;

    @BeforeEach
    void makeFolders() throws IOException {
        data = Files.createDirectories(root.resolve("data"));
        shipped = Files.createDirectories(root.resolve("shipped"));
        write(shipped.resolve("deals/manifest.json"), DEALS);
        write(shipped.resolve("deals/stages.ndjson"), "{}");
        write(shipped.resolve("orders/manifest.json"), ORDERS);
    }

    @Test
    void takesEveryShippedManifestWhoseFilesAreInTheFolderOrAFolderOfIt() throws IOException {
        write(data.resolve("orders.txt"), "1");
        write(data.resolve("crm/deals.csv"), "a");

        DataFolder.Found found = DataFolder.find(data, shipped);

        assertThat(found.matches()).extracting(match -> match.manifest().name()).containsExactly("deals", "orders");
        assertThat(found.matches().getFirst().files()).containsExactly(shipped.resolve("deals/stages.ndjson"),
                data.resolve("crm/deals.csv"));
        assertThat(found.ignored()).isEmpty();
    }

    @Test
    void namesTheFilesThatNoManifestKnows() throws IOException {
        write(data.resolve("README.md"), "read me");
        write(data.resolve("cd/orders.txt"), "1");
        write(data.resolve("cd/sample.txt"), "1");

        DataFolder.Found found = DataFolder.find(data, shipped);

        assertThat(found.matches()).hasSize(1);
        assertThat(found.ignored()).containsExactly(data.resolve("README.md"), data.resolve("cd/sample.txt"));
    }

    @Test
    void prefersTheFoldersOwnManifest() throws IOException {
        write(data.resolve("orders.txt"), "1");
        write(data.resolve("more.csv"), "1");
        write(data.resolve("manifest.json"),
                "{\"name\":\"own\",\"files\":[{\"file\":\"more.csv\",\"api\":\"/api/v1/b2b\",\"kind\":\"account\"}]}");

        DataFolder.Found found = DataFolder.find(data, shipped);

        assertThat(found.matches()).extracting(match -> match.manifest().name()).containsExactly("own");
        assertThat(found.ignored()).containsExactly(data.resolve("orders.txt"));
    }

    @Test
    void matchesNothingWhenOnlyShippedFilesAreThere() {
        assertThat(DataFolder.find(data, shipped).matches()).isEmpty();
    }

    @Test
    void refusesAnOwnManifestWhoseFilesAreMissing() throws IOException {
        write(data.resolve("manifest.json"), ORDERS);
        assertThatThrownBy(() -> DataFolder.find(data, shipped)).isInstanceOf(Failure.class)
                .hasMessageContaining("orders.txt");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> DataFolder.find(root.resolve("nowhere"), shipped)).isInstanceOf(Failure.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void everyShippedManifestOfTheProjectIsWhole() throws IOException {
        Path examples = Path.of("..", "docs/examples/imports");
        try (var folders = Files.list(examples)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Manifest manifest = Manifest.read(folder.resolve("manifest.json"));
                for (Manifest.Entry entry : manifest.files()) {
                    if (entry.shipped()) {
                        assertThat(folder.resolve(entry.file())).isRegularFile();
                    }
                    if (entry.mapping() != null) {
                        assertThat(folder.resolve(entry.mapping())).isRegularFile();
                    }
                }
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void ratesBesideOtherFilesGoToTheServiceOfTheFigures() throws IOException {
        write(data.resolve("orders.txt"), "1");
        write(data.resolve("exchange-rates.csv"), "base,quote,validFrom,rate");
        Path examples = Path.of("..", "docs", "examples", "imports");

        DataFolder.Found found = DataFolder.find(data, examples);

        assertThat(found.matches()).singleElement().satisfies(match -> {
            Manifest.Entry rates = match.manifest().files().getFirst();
            assertThat(rates.api()).isEqualTo("/api/v1/metrics");
            assertThat(rates.kind()).isEqualTo("exchange-rate");
            assertThat(rates.effectiveContentType()).isEqualTo("text/csv");
            assertThat(match.files()).containsExactly(data.resolve("exchange-rates.csv"));
        });
    }
}
