package dev.tandem.images;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

import dev.tandem.platform.testing.ArchitectureRules;

@AnalyzeClasses(packages = "dev.tandem.images", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests everyModule = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchRule anImageIsPackedFromOutside = noClasses().should().dependOnClassesThat().resideInAnyPackage(
            "dev.tandem.platform..", "dev.tandem.accounts..", "dev.tandem.orders..", "dev.tandem.metrics..",
            "dev.tandem.gateway..", "io.quarkus..");
}
