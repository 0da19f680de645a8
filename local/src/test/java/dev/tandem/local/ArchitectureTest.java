package dev.tandem.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

import dev.tandem.platform.testing.ArchitectureRules;

/** The launcher is a program at a terminal: it may print and wait, at known places. */
@AnalyzeClasses(packages = "dev.tandem.local", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests everyModule = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchRule theLauncherActsAsAClient = noClasses().should().dependOnClassesThat().resideInAnyPackage(
            "dev.tandem.platform..", "dev.tandem.accounts..", "dev.tandem.orders..", "dev.tandem.metrics..",
            "dev.tandem.gateway..", "io.quarkus..");

    @ArchTest
    static final ArchRule onlyTheTerminalIsPrintedTo = noClasses().that().doNotHaveSimpleName("Main").and()
            .doNotHaveSimpleName("Showing").should().accessField(System.class, "out").orShould()
            .accessField(System.class, "err").orShould().callMethod(Throwable.class, "printStackTrace");
}
