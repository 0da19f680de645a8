package dev.tandem.platform.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.NullMarked;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The shape that every module has: packages by feature, few public types, nothing unclear about null or money. */
public final class ArchitectureRules {

    private static final Set<String> LAYERS = Set.of("controller", "dao", "domain", "dto", "entity", "helper", "impl", "mapper",
            "model", "repository", "service", "util", "common", "core", "misc", "base");
    private static final List<String> VAGUE = List.of("Impl", "Dto", "DTO", "Util", "Utils", "Helper", "Manager", "Bean");

    @ArchTest
    static final ArchRule featuresFormNoCircle = slices().matching("dev.tandem.*.(*)..").should().beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesAreNamedAfterFeatures = classes().should(lieInNoLayer());

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = classes().should(haveNoVagueName());

    @ArchTest
    static final ArchRule everyPackageSaysThatNothingIsNullUnlessMarked = classes().should(lieInANullMarkedPackage());

    @ArchTest
    static final ArchRule onlyWhatOthersNeedIsPublic = classes().that()
            .haveNameMatching(".*\\.\\w+(Service|Repository|Import|Config|Client)").and()
            .resideOutsideOfPackage("dev.tandem.platform..").should(bePublicForOthersOnly()).allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingFloats = classes().that().haveSimpleNameNotEndingWith("Gauges").and()
            .resideOutsideOfPackage("dev.tandem.local.bench..").should(haveNoFloatingPoint()).allowEmptyShould(true)
            .because("money and its ratios are exact; a gauge of the watching side and a measured time may be a double");

    private ArchitectureRules() {
    }

    private static ArchCondition<JavaClass> lieInNoLayer() {
        return condition("lie in a package that is named after a feature",
                type -> Arrays.stream(type.getPackageName().split("\\."))
                        .filter(part -> LAYERS.contains(part)
                                || part.endsWith("s") && LAYERS.contains(part.substring(0, part.length() - 1)))
                        .map(part -> type.getName() + " lies in a layer \"" + part + "\""));
    }

    private static ArchCondition<JavaClass> haveNoVagueName() {
        return condition("have a name of their own", type -> VAGUE.stream().filter(type.getSimpleName()::endsWith)
                .map(ending -> type.getName() + " ends in " + ending));
    }

    private static ArchCondition<JavaClass> lieInANullMarkedPackage() {
        return condition("lie in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class)
                ? Stream.empty()
                : Stream.of(type.getPackageName() + " has no package-info with @NullMarked"));
    }

    private static ArchCondition<JavaClass> bePublicForOthersOnly() {
        return condition("be public only where another package needs them", type -> {
            boolean isNeeded = type.getDirectDependenciesToSelf().stream()
                    .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
            return isNeeded || !type.getModifiers().contains(JavaModifier.PUBLIC) ? Stream.empty()
                    : Stream.of(type.getName() + " is public, and no other package needs it");
        });
    }

    private static ArchCondition<JavaClass> haveNoFloatingPoint() {
        return condition("have no floating point in fields, parameters and returns", type -> Stream.concat(
                type.getFields().stream().filter(field -> floats(field.getRawType())).map(JavaField::getFullName),
                type.getCodeUnits().stream().filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .filter(unit -> floats(unit.getRawReturnType())
                                || unit.getRawParameterTypes().stream().anyMatch(ArchitectureRules::floats))
                        .map(JavaCodeUnit::getFullName))
                .map(name -> name + " is floating point"));
    }

    private static boolean floats(JavaClass type) {
        return Set.of("double", "float", "java.lang.Double", "java.lang.Float").contains(type.getBaseComponentType().getName());
    }

    /** Finds what is wrong with one type. */
    interface Finding {
        Stream<String> in(JavaClass type);
    }

    static ArchCondition<JavaClass> condition(String text, Finding finding) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                finding.in(type).forEach(found -> events.add(SimpleConditionEvent.violated(type, found)));
            }
        };
    }
}
