package dev.tandem.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.platform.testing.PlantedTypes;

class BusinessWordsTest {

    @TempDir
    Path folder;

    @Test
    void findsTheWordInAPackageATypeAndAMember() {
        List<String> found = found(
                "package dev.tandem.platform.opportunities; class CustomerList { int openInvoiceCount; void winDeal() { } }");

        assertThat(found).hasSize(4).anyMatch(line -> line.endsWith("the word opportunity"))
                .anyMatch(line -> line.endsWith("the word customer")).anyMatch(line -> line.endsWith("the word invoice"))
                .anyMatch(line -> line.endsWith("the word deal"));
    }

    @Test
    void knowsTheOrderOfAListFromAnOrder() {
        assertThat(found("package dev.tandem.platform.lists; class Sorting { int sortOrder; }")).isEmpty();
        assertThat(found("package dev.tandem.platform.lists; class OrderLines { }")).hasSize(1);
    }

    @Test
    void letsLongerWordsBe() {
        assertThat(found("package dev.tandem.platform.lists; class Leading { int misleading; int dealer; }")).isEmpty();
    }

    private List<String> found(String planted) {
        Path fresh = folder.resolve("planted" + System.nanoTime());
        assertThat(fresh.toFile().mkdirs()).isTrue();
        return classes().should(BusinessWords.beAbsent()).evaluate(PlantedTypes.in(fresh, planted)).getFailureReport()
                .getDetails();
    }
}
