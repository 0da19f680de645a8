package dev.tandem.orders;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;

import org.eclipse.microprofile.openapi.annotations.Operation;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.tandem.orders", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresHaveNoCycles = slices().matching("dev.tandem.orders.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule peopleAndProductsKnowNothingOfOrders = noClasses().that()
            .resideInAnyPackage("..customer..", "..product..", "..listing..", "..naming..").should().dependOnClassesThat()
            .resideInAPackage("dev.tandem.orders.order..");

    @ArchTest
    static final ArchRule rulesKnowNothingOfHttp = noClasses().that().areAnnotatedWith(Entity.class).or()
            .haveSimpleName("OrderDetails").or().haveSimpleName("Ledger").or().haveSimpleName("Person").should()
            .dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..", "dev.tandem.platform.http..", "io.quarkus..");

    @ArchTest
    static final ArchRule aggregatesHaveNoSetters = noMethods().that().areDeclaredInClassesThat().areAnnotatedWith(Entity.class)
            .should().haveNameMatching("set[A-Z].*");

    @ArchTest
    static final ArchRule everyOperationSaysWhoMayCallIt = methods().that().areMetaAnnotatedWith(HttpMethod.class).should()
            .beAnnotatedWith(RolesAllowed.class).orShould().beAnnotatedWith(PermitAll.class);

    @ArchTest
    static final ArchRule everyOperationIsDescribed = methods().that().areMetaAnnotatedWith(HttpMethod.class).should()
            .beAnnotatedWith(Operation.class);

    @ArchTest
    static final ArchRule onlyResourcesArePublicAmongTheirHelpers = classes().that()
            .haveNameMatching(".*(Service|Repository|Import)")
            .should().notBePublic();

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses().should().callMethod(Instant.class, "now").orShould()
            .callMethod(LocalDate.class, "now").orShould().callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule moneyIsNeverFloating = noClasses().should().dependOnClassesThat().belongToAnyOf(Double.class,
            Float.class);
}
