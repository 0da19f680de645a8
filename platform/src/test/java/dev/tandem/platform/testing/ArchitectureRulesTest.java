package dev.tandem.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.tngtech.archunit.lang.ArchRule;

/** Every shared rule fails where it is broken and holds where it is kept. */
class ArchitectureRulesTest {

    private static final String AGGREGATE = """
            package dev.tandem.shop.thing;
            @jakarta.persistence.Entity class Thing { @jakarta.persistence.Id java.util.UUID id; }""";

    @TempDir
    Path folder;

    @Test
    void seesACircleOfFeatures() {
        breaks(ArchitectureRules.featuresFormNoCircle, "Cycle detected",
                "package dev.tandem.shop.thing; public class Thing { dev.tandem.shop.other.Other other; }",
                "package dev.tandem.shop.other; public class Other { dev.tandem.shop.thing.Thing thing; }");
    }

    @Test
    void seesALayer() {
        breaks(ArchitectureRules.packagesAreNamedAfterFeatures, "layer \"impl\"",
                "package dev.tandem.shop.impl; class Thing { }");
    }

    @Test
    void seesALayerInThePlural() {
        breaks(ArchitectureRules.packagesAreNamedAfterFeatures, "layer \"services\"",
                "package dev.tandem.shop.services; class Thing { }");
    }

    @Test
    void seesAVagueName() {
        breaks(ArchitectureRules.namesSayWhatAThingIs, "ends in Helper",
                "package dev.tandem.shop.thing; class ThingHelper { }");
    }

    @Test
    void seesAPackageWithoutNullness() {
        breaks(ArchitectureRules.everyPackageSaysThatNothingIsNullUnlessMarked, "no package-info",
                "package dev.tandem.shop.thing; class Thing { }");
    }

    @Test
    void seesAServiceThatIsPublicForNobody() {
        breaks(ArchitectureRules.onlyWhatOthersNeedIsPublic, "ThingService is public",
                "package dev.tandem.shop.thing; public class ThingService { }");
    }

    @Test
    void letsAServiceBePublicForAnotherPackage() {
        holds(ArchitectureRules.onlyWhatOthersNeedIsPublic, "package dev.tandem.shop.thing; public class ThingService { }",
                "package dev.tandem.shop.other; class Other { dev.tandem.shop.thing.ThingService service; }");
    }

    @Test
    void seesFloatingPointInFieldsParametersAndReturns() {
        breaks(ArchitectureRules.nothingFloats, "amount", "package dev.tandem.shop.thing; class Thing { double amount; }");
        breaks(ArchitectureRules.nothingFloats, "price(",
                "package dev.tandem.shop.thing; class Thing { void price(float p) { } }");
        breaks(ArchitectureRules.nothingFloats, "rate(",
                "package dev.tandem.shop.thing; class Thing { Double rate() { return null; } }");
        breaks(ArchitectureRules.nothingFloats, "rates", "package dev.tandem.shop.thing; class Thing { double[] rates; }");
    }

    @Test
    void seesFloatingPointInPassing() {
        breaks(ServerRules.nothingIsMadeFloating, "doubleValue",
                "package dev.tandem.shop.thing; class Thing { long of(java.math.BigDecimal a) { return (long) a.doubleValue(); } }");
        breaks(ServerRules.nothingIsMadeFloating, "parseDouble",
                "package dev.tandem.shop.thing; class Thing { long of(String a) { return (long) Double.parseDouble(a); } }");
    }

    @Test
    void letsAGaugeBeADouble() {
        holds(ArchitectureRules.nothingFloats, "package dev.tandem.shop.thing; class ThingGauges { double lag; }");
    }

    @Test
    void seesAPrint() {
        breaks(ServerRules.nobodyPrints, "System.out",
                "package dev.tandem.shop.thing; class Thing { void say() { System.out.println(1); } }");
    }

    @Test
    void seesASleep() {
        breaks(ServerRules.nobodySleeps, "sleep",
                "package dev.tandem.shop.thing; class Thing { void nap() throws Exception { Thread.sleep(5); } }");
    }

    @Test
    void seesSomebodyAskTheSystemForTheTime() {
        breaks(ServerRules.timeComesFromTheClock, "Instant.now",
                "package dev.tandem.shop.thing; class Thing { Object at = java.time.Instant.now(); }");
        breaks(ServerRules.timeComesFromTheClock, "LocalDate.now",
                "package dev.tandem.shop.thing; class Thing { Object at = java.time.LocalDate.now(java.time.ZoneOffset.UTC); }");
        holds(ServerRules.timeComesFromTheClock,
                "package dev.tandem.shop.thing; class Thing { Object at(java.time.Clock c) { return java.time.LocalDate.now(c); } }");
    }

    @Test
    void seesASecondClock() {
        breaks(ServerRules.oneClockForAll, "systemUTC",
                "package dev.tandem.shop.thing; class Thing { Object clock = java.time.Clock.systemUTC(); }");
    }

    @Test
    void seesAResourceThatTouchesStorage() {
        breaks(RestRules.resourcesLeaveStorageToServices, "ThingRepository",
                "package dev.tandem.shop.thing; class ThingRepository { }",
                "package dev.tandem.shop.thing; @jakarta.ws.rs.Path(\"/x\") class Things { ThingRepository all; }");
        breaks(RestRules.resourcesLeaveStorageToServices, "EntityManager",
                "package dev.tandem.shop.thing; class ThingResource { jakarta.persistence.EntityManager all; }");
    }

    @Test
    void seesAnAggregateThatKnowsAService() {
        breaks(RestRules.aggregatesKnowNobodyAboveThem, "ThingService", "package dev.tandem.shop.thing; class ThingService { }",
                "package dev.tandem.shop.thing; @jakarta.persistence.Entity class Thing { void act(ThingService s) { } }");
        breaks(RestRules.aggregatesKnowNobodyAboveThem, "jakarta.ws.rs",
                "package dev.tandem.shop.thing; @jakarta.persistence.Entity class Thing { jakarta.ws.rs.core.Response r; }");
        holds(RestRules.aggregatesKnowNobodyAboveThem, AGGREGATE);
    }

    @Test
    void seesTheWayBackFromBelow() {
        breaks(RestRules.repositoriesKnowNobodyAboveThem, "ThingService",
                "package dev.tandem.shop.thing; class ThingService { }",
                "package dev.tandem.shop.thing; class ThingRepository { ThingService service; }");
        breaks(RestRules.servicesKnowNoResource, "ThingResource", "package dev.tandem.shop.thing; class ThingResource { }",
                "package dev.tandem.shop.thing; class ThingService { ThingResource resource; }");
    }

    @Test
    void seesASetter() {
        breaks(RestRules.aggregatesHaveNoSetters, "setName",
                "package dev.tandem.shop.thing; @jakarta.persistence.Entity class Thing { void setName(String n) { } }");
    }

    @Test
    void seesAnOperationWithoutARole() {
        String open = "package dev.tandem.shop.thing; class ThingResource { @jakarta.ws.rs.GET public String read() { return \"\"; } }";
        breaks(RestRules.everyOperationSaysWhoMayCallIt, "read()", open);
        breaks(RestRules.everyOperationIsDescribed, "read()", open);
        breaks(RestRules.operationsRunOnVirtualThreads, "ThingResource", open);
    }

    @Test
    void seesAnInheritingResourceWithoutRoles() {
        breaks(RestRules.everyRecordResourceSaysWhoMayCallIt, "Readers", """
                package dev.tandem.shop.thing;
                class ThingResource extends dev.tandem.platform.resource.RecordEndpoints {
                    ThingResource() { super(null); }
                }""");
    }

    @Test
    void seesAnInjectedField() {
        breaks(RestRules.onlyBasesAreInjectedByField, "clock",
                "package dev.tandem.shop.thing; class Thing { @jakarta.inject.Inject java.time.Clock clock; }");
        holds(RestRules.onlyBasesAreInjectedByField,
                "package dev.tandem.shop.thing; abstract class Thing { @jakarta.inject.Inject java.time.Clock clock; }");
    }

    private void breaks(ArchRule rule, String naming, String... planted) {
        List<String> found = failures(rule, planted);
        assertThat(String.join("\n", found)).as(rule.getDescription()).contains(naming);
    }

    private void holds(ArchRule rule, String... planted) {
        assertThat(failures(rule, planted)).as(rule.getDescription()).isEmpty();
    }

    private List<String> failures(ArchRule rule, String... planted) {
        Path fresh = folder.resolve("planted" + System.nanoTime());
        if (!fresh.toFile().mkdirs()) {
            throw new IllegalStateException("no folder " + fresh);
        }
        return rule.evaluate(PlantedTypes.in(fresh, planted)).getFailureReport().getDetails();
    }
}
