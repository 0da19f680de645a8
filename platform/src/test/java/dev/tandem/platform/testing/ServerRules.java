package dev.tandem.platform.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.concurrent.TimeUnit;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What a process that serves many callers must not do. */
public final class ServerRules {

    @ArchTest
    static final ArchRule nobodyPrints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class).orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class).orShould()
            .callMethod(TimeUnit.class, "sleep", long.class);

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses().should().callMethod(Instant.class, "now").orShould()
            .callMethod(LocalDate.class, "now").orShould().callMethod(LocalDateTime.class, "now").orShould()
            .callMethod(OffsetDateTime.class, "now").orShould().callMethod(ZonedDateTime.class, "now").orShould()
            .callMethod(LocalDate.class, "now", java.time.ZoneId.class).orShould()
            .callMethod(ZonedDateTime.class, "now", java.time.ZoneId.class).orShould()
            .callMethod(System.class, "currentTimeMillis").orShould().callConstructor(Date.class);

    @ArchTest
    static final ArchRule oneClockForAll = noClasses().that().haveSimpleNameNotEndingWith("Clock").and()
            .haveSimpleNameNotEndingWith("Clocks").should().callMethod(Clock.class, "systemUTC").orShould()
            .callMethod(Clock.class, "systemDefaultZone").orShould().callMethod(Clock.class, "system", java.time.ZoneId.class);

    @ArchTest
    static final ArchRule nothingIsMadeFloating = noClasses().that().haveSimpleNameNotEndingWith("Gauges").should()
            .dependOnClassesThat().belongToAnyOf(Double.class, Float.class).orShould()
            .callMethod(Number.class, "doubleValue").orShould().callMethod(BigDecimal.class, "doubleValue")
            .allowEmptyShould(true);

    private ServerRules() {
    }
}
