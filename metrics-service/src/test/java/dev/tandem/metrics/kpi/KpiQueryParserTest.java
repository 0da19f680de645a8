package dev.tandem.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tandem.platform.problem.ProblemException;

class KpiQueryParserTest {

    private static void refuses(String code, String... parameters) {
        assertThatThrownBy(() -> KpiFixtures.query("win_rate", "2017-01-01", "2018-01-01", parameters))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.kind().status()).isEqualTo(400);
                });
    }

    @ParameterizedTest
    @CsvSource({ "grain=hour,unknown-grain", "by=colour,unknown-dimension", "by=channel,unknown-dimension",
            "stat=median,unknown-stat", "'by=industry,',unknown-dimension", "'by=industry,industry',repeated-dimension",
            "filter[colour]=red,unknown-dimension", "currency=usd,unknown-currency",
            "'by=industry,region,owner',too-many-dimensions" })
    void refusesWhatTheCatalogueDoesNotList(String parameter, String code) {
        refuses(code, parameter);
    }

    @Test
    void byAndFilterTogetherNameAtMostTwoDimensions() {
        refuses("too-many-dimensions", "by=industry,region", "filter[source]=web");
        KpiQuery same = KpiFixtures.query("win_rate", "2017-01-01", "2018-01-01", "by=industry,region",
                "filter[region]=East");
        assertThat(same.by()).containsExactly(Dimension.INDUSTRY, Dimension.REGION);
    }

    @Test
    void anImpliedOwnerFilterIsOneOfThem() {
        assertThatThrownBy(() -> KpiFixtures.query(true, "win_rate", "2017-01-01", "2018-01-01", "by=industry,region"))
                .isInstanceOfSatisfying(ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo("too-many-dimensions"));
        assertThat(KpiFixtures.query(true, "win_rate", "2017-01-01", "2018-01-01", "by=industry").by())
                .containsExactly(Dimension.INDUSTRY);
    }

    @Test
    void anEmptyFilterOrTheWordNullAsksForWhatIsNotSet() {
        assertThat(KpiFixtures.query("win_rate", "2017-01-01", "2018-01-01", "filter[industry]=").filters())
                .containsEntry(Dimension.INDUSTRY, Optional.empty());
        assertThat(KpiFixtures.query("win_rate", "2017-01-01", "2018-01-01", "filter[industry]=null").filters())
                .containsEntry(Dimension.INDUSTRY, Optional.empty());
        assertThat(KpiFixtures.query("win_rate", "2017-01-01", "2018-01-01", "filter[industry]=software").filters())
                .containsEntry(Dimension.INDUSTRY, Optional.of("software"));
    }

    @Test
    void refusesARangeThatEndsBeforeItBegins() {
        assertThatThrownBy(() -> KpiFixtures.query("win_rate", "2018-01-01", "2017-01-01"))
                .isInstanceOfSatisfying(ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo("invalid-range"));
    }

    @Test
    void namesEveryMistakeInOneReply() {
        assertThatThrownBy(() -> KpiFixtures.query("win_rate", "2018-01-01", "2017-01-01", "grain=hour", "stat=max"))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.violations())
                        .extracting("pointer").isEqualTo(List.of("?grain", "?stat", "?to")));
    }

    @Test
    void customersNeedSixtyDaysBehindThemBeforeTheHorizonAndBeforeTheEndOfTheRange() {
        KpiQuery query = KpiFixtures.query("repurchase_60d", "1997-01-01", "1998-07-01", "grain=month");
        assertThat(query.countedTo(LocalDate.of(2026, 1, 1))).isEqualTo(LocalDate.of(1998, 5, 2));
        assertThat(query.countedTo(LocalDate.of(1997, 3, 31))).isEqualTo(LocalDate.of(1997, 1, 31));
        KpiQuery january = query.within(query.span().periods().getFirst(), java.time.MonthDay.of(1, 1));
        assertThat(january.countedTo(LocalDate.of(2026, 1, 1))).isEqualTo(LocalDate.of(1997, 2, 1));
        KpiQuery june = query.within(query.span().labelled("1998-06").orElseThrow(), java.time.MonthDay.of(1, 1));
        assertThat(june.countedTo(LocalDate.of(2026, 1, 1))).isEqualTo(LocalDate.of(1998, 5, 2));
        assertThat(KpiFixtures.query("repeat_rate", "1997-01-01", "1998-07-01").countedTo(LocalDate.of(1997, 3, 31)))
                .isEqualTo(LocalDate.of(1998, 7, 1));
    }
}
