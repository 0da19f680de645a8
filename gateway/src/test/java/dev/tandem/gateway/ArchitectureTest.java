package dev.tandem.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.time.Instant;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.tandem.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_gateway_shares_no_code_with_the_services = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("dev.tandem.platform..", "dev.tandem.accounts..", "dev.tandem.orders..",
                    "dev.tandem.metrics..", "java.sql..", "jakarta.persistence..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule features_form_no_circle = slices().matching("dev.tandem.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_front_door_knows_everybody = noClasses().that()
            .resideOutsideOfPackage("dev.tandem.gateway.front").should().dependOnClassesThat()
            .resideInAPackage("dev.tandem.gateway.front");

    @ArchTest
    static final ArchRule the_route_rules_are_pure = noClasses().that().resideInAPackage("..route..").and()
            .haveSimpleNameNotEndingWith("Config").and().doNotHaveSimpleName("Routes").and()
            .haveSimpleNameNotContaining("$").and().haveSimpleNameNotContaining("_").should().dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.vertx..", "jakarta..");

    @ArchTest
    static final ArchRule time_comes_from_the_clock = noClasses().should().callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule configuration_is_package_private_or_shared_on_purpose = classes().that()
            .haveSimpleNameEndingWith("Config").and().doNotHaveSimpleName("AuthConfig").should().bePackagePrivate();
}
