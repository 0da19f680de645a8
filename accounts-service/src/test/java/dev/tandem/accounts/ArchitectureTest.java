package dev.tandem.accounts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import dev.tandem.platform.resource.Readers;
import dev.tandem.platform.resource.RecordApi;
import dev.tandem.platform.resource.RecordEndpoints;
import dev.tandem.platform.resource.Writers;
import io.smallrye.common.annotation.RunOnVirtualThread;

@AnalyzeClasses(packages = "dev.tandem.accounts", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresFormNoCircle = slices().matching("dev.tandem.accounts.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyOperationSaysWhoMayCallIt = methods().that().areAnnotatedWith(GET.class).or()
            .areAnnotatedWith(POST.class).or().areAnnotatedWith(PATCH.class).or().areAnnotatedWith(PUT.class).or()
            .areAnnotatedWith(DELETE.class).should().beAnnotatedWith(RolesAllowed.class).orShould()
            .beAnnotatedWith(PermitAll.class);

    @ArchTest
    static final ArchRule everyOperationIsDescribed = methods().that().areAnnotatedWith(GET.class).or()
            .areAnnotatedWith(POST.class).or().areAnnotatedWith(PATCH.class).or().areAnnotatedWith(DELETE.class).should()
            .beAnnotatedWith(Operation.class);

    @ArchTest
    static final ArchRule resourcesRunOnVirtualThreads = classes().that().areAnnotatedWith(Path.class).and()
            .resideOutsideOfPackage("dev.tandem.accounts").should().beAnnotatedWith(RunOnVirtualThread.class).orShould()
            .beAssignableTo(RecordEndpoints.class);

    @ArchTest
    static final ArchRule everyRecordResourceSaysWhoMayCallIt = classes().that().areAssignableTo(RecordEndpoints.class).should()
            .beAnnotatedWith(RecordApi.class).andShould().beAnnotatedWith(Readers.class).andShould()
            .beAnnotatedWith(Writers.class);

    @ArchTest
    static final ArchRule aggregatesHaveNoSetters = noMethods().that().areDeclaredInClassesThat()
            .areAnnotatedWith(Entity.class).should().haveNameMatching("set[A-Z].*");

    @ArchTest
    static final ArchRule onlyOneWayToInject = noFields().that().areDeclaredInClassesThat()
            .resideInAPackage("dev.tandem.accounts..").should().beAnnotatedWith(jakarta.inject.Inject.class);

    @ArchTest
    static final ArchRule nobodyAsksTheSystemForTheTime = noClasses().should().callMethod(java.time.Instant.class, "now")
            .orShould().callMethod(java.time.LocalDate.class, "now").orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule noFloatingPointNearMoney = noFields().should().haveRawType(double.class).orShould()
            .haveRawType(Double.class).orShould().haveRawType(float.class);
}
