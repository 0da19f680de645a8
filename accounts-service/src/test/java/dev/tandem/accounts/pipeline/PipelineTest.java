package dev.tandem.accounts.pipeline;

import static dev.tandem.accounts.pipeline.PipelineFixtures.pipeline;
import static dev.tandem.accounts.pipeline.PipelineFixtures.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.Stamp;

class PipelineTest {

    private static final StageDetails OPEN = stage("OPEN", 50, false, false);
    private static final StageDetails WON = stage("WON", 100, true, true);

    @Test
    void beginsInItsFirstOpenStageAndEndsInItsFirstWonAndLostOnes() {
        Pipeline pipeline = PipelineFixtures.defaultPipeline();

        assertThat(pipeline.first().code()).isEqualTo("QUALIFIED");
        assertThat(pipeline.won().code()).isEqualTo("CLOSED_WON");
        assertThat(pipeline.lost().orElseThrow().code()).isEqualTo("CLOSED_LOST");
        assertThat(pipeline.stages()).extracting(Stage::probability).containsExactly(20, 30, 45, 60, 75, 90, 100, 0);
    }

    @Test
    void givesStagesThePlaceTheyHaveInTheList() {
        assertThat(pipeline(new PipelineDetails("p", null, null, List.of(OPEN, WON))).stages())
                .extracting(Stage::sortOrder).containsExactly(10, 20);
    }

    @Test
    void namesEverythingThatIsWrongWithItsStages() {
        var stages = List.of(stage("A", 100, false, true), stage("A", 20, true, false));

        assertThatThrownBy(() -> pipeline(new PipelineDetails("p", null, null, stages)))
                .isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(refused.violations())
                        .extracting(Violation::code).contains("repeated-stage", "won-is-certain", "lost-has-no-chance"));
    }

    @Test
    void needsAStageToBeginInAndOneToWinIn() {
        assertThatThrownBy(() -> pipeline(new PipelineDetails("p", null, null, List.of(WON))))
                .hasMessageContaining("no-open-stage");
        assertThatThrownBy(() -> pipeline(new PipelineDetails("p", null, null, List.of(OPEN))))
                .hasMessageContaining("no-won-stage");
    }

    @Test
    void keepsTheIdentityOfAStageByItsCode() {
        Pipeline pipeline = pipeline(new PipelineDetails("p", null, null, List.of(OPEN, WON)));
        var before = pipeline.first().id();

        pipeline.revise(new PipelineDetails("p", null, null, List.of(stage("NEW", 10, false, false), OPEN, WON)),
                new Stamp(Instant.EPOCH, "tester", Source.API));

        assertThat(pipeline.stage("OPEN").orElseThrow().id()).isEqualTo(before);
        assertThat(pipeline.stages()).extracting(Stage::code).containsExactly("NEW", "OPEN", "WON");
    }

    @Test
    void isTheSameWhenItIsSentAgain() {
        PipelineDetails sent = PipelineFixtures.crmDetails();

        assertThat(pipeline(sent).details()).isEqualTo(sent);
    }
}
