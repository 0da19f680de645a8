package dev.tandem.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

import dev.tandem.platform.testing.ArchitectureRules;
import dev.tandem.platform.testing.RestRules;
import dev.tandem.platform.testing.ServerRules;

@AnalyzeClasses(packages = "dev.tandem.metrics", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests everyModule = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchTests everyServer = ArchTests.in(ServerRules.class);

    @ArchTest
    static final ArchTests everyService = ArchTests.in(RestRules.class);

    @ArchTest
    static final ArchRule arithmeticKnowsNoDatabase = noClasses().that()
            .resideInAnyPackage("..contribution..", "..period..", "..state..").should().dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..", "jakarta.ws.rs..", "io.quarkus..");
}
