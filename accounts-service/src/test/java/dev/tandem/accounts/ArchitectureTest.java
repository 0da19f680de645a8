package dev.tandem.accounts;

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

@AnalyzeClasses(packages = "dev.tandem.accounts", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests everyModule = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchTests everyServer = ArchTests.in(ServerRules.class);

    @ArchTest
    static final ArchTests everyService = ArchTests.in(RestRules.class);

    @ArchTest
    static final ArchRule companiesAndPeopleKnowNothingOfDeals = noClasses().that()
            .resideInAnyPackage("..account..", "..contact..", "..salesuser..", "..team..", "..product..", "..pipeline..",
                    "..access..")
            .should().dependOnClassesThat().resideInAPackage("dev.tandem.accounts.opportunity..");

    @ArchTest
    static final ArchRule rightsKnowNoKindOfRecord = noClasses().that().resideInAPackage("..access..").should()
            .dependOnClassesThat().areAnnotatedWith(Entity.class);
}
