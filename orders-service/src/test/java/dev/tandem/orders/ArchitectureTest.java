package dev.tandem.orders;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import jakarta.persistence.Entity;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

import dev.tandem.platform.testing.ArchitectureRules;
import dev.tandem.platform.testing.RestRules;
import dev.tandem.platform.testing.ServerRules;

@AnalyzeClasses(packages = "dev.tandem.orders", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests everyModule = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchTests everyServer = ArchTests.in(ServerRules.class);

    @ArchTest
    static final ArchTests everyService = ArchTests.in(RestRules.class);

    @ArchTest
    static final ArchRule peopleAndProductsKnowNothingOfOrders = noClasses().that()
            .resideInAnyPackage("..customer..", "..product..", "..listing..", "..naming..").should().dependOnClassesThat()
            .resideInAPackage("dev.tandem.orders.order..");

    @ArchTest
    static final ArchRule rulesKnowNothingOfHttp = noClasses().that().areAnnotatedWith(Entity.class).or()
            .haveSimpleName("OrderDetails").or().haveSimpleName("Ledger").or().haveSimpleName("Person").should()
            .dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..", "dev.tandem.platform.http..", "io.quarkus..");

    @ArchTest
    static final ArchRule onlyResourcesArePublicAmongTheirHelpers = classes().that()
            .haveNameMatching(".*(Service|Repository|Import)")
            .should().notBePublic();

}
