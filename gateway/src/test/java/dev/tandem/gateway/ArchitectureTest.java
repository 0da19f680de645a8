package dev.tandem.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

import dev.tandem.platform.testing.ArchitectureRules;
import dev.tandem.platform.testing.ServerRules;

@AnalyzeClasses(packages = "dev.tandem.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests everyModule = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchTests everyServer = ArchTests.in(ServerRules.class);

    @ArchTest
    static final ArchRule theGatewaySharesNoCodeWithTheServices = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("dev.tandem.platform..", "dev.tandem.accounts..", "dev.tandem.orders..",
                    "dev.tandem.metrics..", "java.sql..", "jakarta.persistence..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule onlyTheFrontDoorKnowsEverybody = noClasses().that()
            .resideOutsideOfPackage("dev.tandem.gateway.front").should().dependOnClassesThat()
            .resideInAPackage("dev.tandem.gateway.front");

    @ArchTest
    static final ArchRule theRouteRulesArePure = noClasses().that().resideInAPackage("..route..").and()
            .haveSimpleNameNotEndingWith("Config").and().doNotHaveSimpleName("Routes").and()
            .haveSimpleNameNotContaining("$").and().haveSimpleNameNotContaining("_").should().dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.vertx..", "jakarta..");
}
