package dev.tandem.platform.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.MappedSuperclass;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import dev.tandem.platform.resource.Readers;
import dev.tandem.platform.resource.RecordEndpoints;
import dev.tandem.platform.resource.Writers;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The one way through a service: resource, service, aggregate and repository, and who may call what. */
public final class RestRules {

    private static final DescribedPredicate<JavaClass> RESOURCE = describe("resources", type -> type.isAnnotatedWith(Path.class)
            || type.getSimpleName().endsWith("Resource") || type.getSimpleName().endsWith("Endpoints"));
    private static final DescribedPredicate<JavaClass> AGGREGATE = describe("aggregates",
            type -> type.isAnnotatedWith(Entity.class) || type.isAnnotatedWith(MappedSuperclass.class));
    private static final DescribedPredicate<JavaClass> REPOSITORY = describe("repositories",
            type -> type.getSimpleName().endsWith("Repository"));
    private static final DescribedPredicate<JavaClass> SERVICE = describe("services",
            type -> type.getSimpleName().endsWith("Service") && type.getPackageName().startsWith("dev.tandem."));
    private static final DescribedPredicate<JavaClass> STORAGE = REPOSITORY.or(describe("the database",
            type -> type.isAssignableTo(EntityManager.class) || type.getPackageName().startsWith("java.sql")
                    || type.getPackageName().startsWith("javax.sql") || type.getPackageName().startsWith("org.hibernate")
                            && !type.getPackageName().startsWith("org.hibernate.annotations")
                    || type.getPackageName().startsWith("jakarta.transaction")));
    private static final DescribedPredicate<JavaClass> WEB = describe("the web",
            type -> type.getPackageName().startsWith("jakarta.ws.rs") || type.getPackageName().startsWith("io.quarkus")
                    || type.getPackageName().startsWith("io.vertx") || type.getPackageName().startsWith("jakarta.inject")
                    || type.getPackageName().startsWith("jakarta.enterprise"));

    @ArchTest
    static final ArchRule resourcesLeaveStorageToServices = noClasses().that(RESOURCE).should().dependOnClassesThat(STORAGE)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule aggregatesKnowNobodyAboveThem = noClasses().that(AGGREGATE).should()
            .dependOnClassesThat(SERVICE.or(STORAGE).or(RESOURCE).or(WEB)).allowEmptyShould(true);

    @ArchTest
    static final ArchRule repositoriesKnowNobodyAboveThem = noClasses().that(REPOSITORY).should()
            .dependOnClassesThat(SERVICE.or(RESOURCE)).allowEmptyShould(true);

    @ArchTest
    static final ArchRule servicesKnowNoResource = noClasses().that(SERVICE).should().dependOnClassesThat(RESOURCE)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule aggregatesHaveNoSetters = noMethods().that().areDeclaredInClassesThat(AGGREGATE).should()
            .haveNameMatching("set[A-Z].*").allowEmptyShould(true);

    @ArchTest
    static final ArchRule everyOperationSaysWhoMayCallIt = methods().that().areMetaAnnotatedWith(HttpMethod.class).should()
            .beAnnotatedWith(RolesAllowed.class).orShould().beAnnotatedWith(PermitAll.class).allowEmptyShould(true);

    /** Operations that are inherited ask for a signed-in caller; which roles, each resource says. */
    @ArchTest
    static final ArchRule everyRecordResourceSaysWhoMayCallIt = classes().that().areAssignableTo(RecordEndpoints.class).and()
            .areNotAssignableFrom(RecordEndpoints.class).should().beAnnotatedWith(Readers.class).andShould()
            .beAnnotatedWith(Writers.class).allowEmptyShould(true);

    @ArchTest
    static final ArchRule everyOperationIsDescribed = methods().that().areMetaAnnotatedWith(HttpMethod.class).should()
            .beAnnotatedWith(Operation.class).allowEmptyShould(true);

    @ArchTest
    static final ArchRule operationsRunOnVirtualThreads = classes().that(describe("have operations", RestRules::hasOperations))
            .should().beAnnotatedWith(RunOnVirtualThread.class).allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyBasesAreInjectedByField = noFields().that()
            .areDeclaredInClassesThat(describe("are no bases", type -> !type.getModifiers().contains(JavaModifier.ABSTRACT)))
            .should().beAnnotatedWith(Inject.class).allowEmptyShould(true);

    private RestRules() {
    }

    private static boolean hasOperations(JavaClass type) {
        return type.getMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(HttpMethod.class));
    }
}
