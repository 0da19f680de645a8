package dev.tandem.accounts.opportunity;

import static dev.tandem.accounts.opportunity.OpportunityFixtures.ACCOUNT;
import static dev.tandem.accounts.opportunity.OpportunityFixtures.PIPELINE;
import static dev.tandem.accounts.opportunity.OpportunityFixtures.at;
import static dev.tandem.accounts.opportunity.OpportunityFixtures.details;
import static dev.tandem.accounts.opportunity.OpportunityFixtures.importStamp;
import static dev.tandem.accounts.opportunity.OpportunityFixtures.line;
import static dev.tandem.accounts.opportunity.OpportunityFixtures.lostOn;
import static dev.tandem.accounts.opportunity.OpportunityFixtures.move;
import static dev.tandem.accounts.opportunity.OpportunityFixtures.opened;
import static dev.tandem.accounts.opportunity.OpportunityFixtures.openedOn;
import static dev.tandem.accounts.opportunity.OpportunityFixtures.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import dev.tandem.accounts.opportunity.HistoryView.StageTime;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;

class OpportunityTest {

    private static final LocalDate MARCH_2 = LocalDate.parse("2026-03-02");

    @Test
    void tellsTheTimeByStageOfADealThatWentBackOnce() {
        Opportunity deal = openedOn("2026-01-01");
        move(deal, "2026-01-11", "DEMO", null);
        move(deal, "2026-01-31", "SECURITY_LEGAL_REVIEW", null);
        assertRefused("reason-required", () -> move(deal, "2026-02-05", "DEMO", null));
        move(deal, "2026-02-05", "DEMO", "The demo missed the point");
        move(deal, "2026-02-15", "SECURITY_LEGAL_REVIEW", null);
        move(deal, "2026-03-02", "CLOSED_WON", null);

        HistoryView history = HistoryView.of(deal, LocalDate.parse("2026-07-01"));

        assertThat(history.items()).hasSize(6);
        assertThat(history.items().get(3).direction()).isEqualTo(Direction.BACKWARD);
        assertThat(history.stages()).extracting(StageTime::stage, StageTime::visits, StageTime::days, StageTime::latestDays)
                .contains(tuple("QUALIFIED", 1, 10L, 10L), tuple("DEMO", 2, 30L, 10L),
                        tuple("SECURITY_LEGAL_REVIEW", 2, 20L, 15L), tuple("CLOSED_WON", 1, 0L, 0L));
        assertThat(history.totalDays()).isEqualTo(60);
        assertThat(deal.closed()).isEqualTo(at("2026-03-02"));
    }

    @Test
    void isAlwaysInExactlyOneStayAndStaysFollowWithoutAGap() {
        Opportunity deal = lostOn("2026-01-01", "2026-02-01");
        deal.reopen(PIPELINE.first(), MARCH_2, null, LocalDate.parse("2026-02-10"), at("2026-02-10"), stamp("2026-02-10"));
        move(deal, "2026-02-20", "DEMO", null);

        List<StageVisit> stays = deal.stays();

        assertThat(stays.stream().filter(StageVisit::isCurrent)).hasSize(1);
        for (int i = 1; i < stays.size(); i++) {
            assertThat(stays.get(i).entered()).isEqualTo(stays.get(i - 1).exited());
        }
        assertThat(HistoryView.of(deal, LocalDate.parse("2026-02-28")).totalDays()).isEqualTo(58);
    }

    @Test
    void countsTheDaysOfAnOpenDealUpToToday() {
        assertThat(HistoryView.of(openedOn("2026-01-01"), LocalDate.parse("2026-01-08")).totalDays()).isEqualTo(7);
    }

    @Test
    void leavesTheEndOfALostDealAloneWhenSomethingElseIsEdited() {
        Opportunity deal = lostOn("2026-01-01", "2026-02-01");
        Standing standing = deal.standing();

        OpportunityDetails before = deal.details();
        deal.revise(new OpportunityDetails("Acme again", before.accountId(), null, null, before.type(), before.pipelineId(),
                before.stage(), before.stageId(), Money.of("9.00", "USD"), null, MARCH_2, null, null, "Call", List.of()),
                PIPELINE.lost().orElseThrow(), stamp("2026-02-02"));

        assertThat(deal.standing()).isEqualTo(standing);
        assertThat(deal.closed()).isEqualTo(at("2026-02-01"));
        assertThat(deal.lostReason()).isEqualTo("PRICE");
        assertThat(deal.amount()).isEqualTo(Money.of("9.00", "USD"));
    }

    @Test
    void reopensALostDealWithANewDayAndKeepsTheReasonInHistoryOnly() {
        Opportunity deal = lostOn("2026-01-01", "2026-02-01");
        LocalDate today = LocalDate.parse("2026-02-10");
        assertRefused("close-date-required",
                () -> deal.reopen(PIPELINE.first(), null, null, today, at("2026-02-10"), stamp("2026-02-10")));
        assertRefused("close-date-required", () -> deal.reopen(PIPELINE.first(), today.minusDays(1), null, today,
                at("2026-02-10"), stamp("2026-02-10")));

        deal.reopen(PIPELINE.stage("DEMO").orElseThrow(), today, "Budget is back", today, at("2026-02-10"),
                stamp("2026-02-10"));

        assertThat(deal.isClosed()).isFalse();
        assertThat(deal.closed()).isNull();
        assertThat(deal.standing().probability()).isEqualTo(30);
        assertThat(deal.lostReason()).isNull();
        assertThat(deal.reopenCount()).isEqualTo(1);
        assertThat(deal.stays().get(1).lostReason()).isEqualTo("PRICE");
        assertThat(deal.stays().getLast().direction()).isEqualTo(Direction.REOPEN);
        assertThat(deal.expectedCloseOn()).isEqualTo(today);
    }

    @Test
    void refusesToWinALostDeal() {
        Opportunity deal = lostOn("2026-01-01", "2026-02-01");

        assertRefused("opportunity-closed", () -> move(deal, "2026-02-02", "CLOSED_WON", null));
        assertRefused("opportunity-closed", () -> move(deal, "2026-02-02", "DEMO", "Because"));
        assertThat(deal.standing().won()).isFalse();
    }

    @Test
    void refusesToReopenAnOpenDealOrIntoAClosedStage() {
        LocalDate today = LocalDate.parse("2026-02-10");

        assertRefused("opportunity-not-closed", () -> openedOn("2026-01-01").reopen(PIPELINE.first(), today, null, today,
                at("2026-02-10"), stamp("2026-02-10")));
        assertRefused("stage-closed", () -> lostOn("2026-01-01", "2026-02-01").reopen(PIPELINE.won(), today, null, today,
                at("2026-02-10"), stamp("2026-02-10")));
    }

    @Test
    void needsTheReasonWhyItWasLostAndOnlyThen() {
        assertRefused("lost-reason-required", () -> move(openedOn("2026-01-01"), "2026-02-01", "CLOSED_LOST", null));
        assertRefused("lost-reason-not-allowed", () -> move(openedOn("2026-01-01"), "2026-02-01",
                new StageChange(PIPELINE.won(), null, "PRICE", null, null)));
    }

    @Test
    void isCertainWhenWonAndHopelessWhenLost() {
        Opportunity won = openedOn("2026-01-01");
        move(won, "2026-02-01", "CLOSED_WON", null);

        assertThat(won.standing()).isEqualTo(Standing.in(PIPELINE.won()));
        assertThat(won.standing().probability()).isEqualTo(100);
        assertThat(lostOn("2026-01-01", "2026-02-01").standing().probability()).isZero();
    }

    @Test
    void takesTheProbabilityOfTheNewStageAgainAfterSomebodysOwnJudgement() {
        Opportunity deal = openedOn("2026-01-01");
        OpportunityDetails own = new OpportunityDetails("Acme", ACCOUNT, null, null, null, deal.pipelineId(), "QUALIFIED",
                deal.standing().stageId(), null, 55, null, null, null, null, List.of());

        deal.revise(own, PIPELINE.first(), stamp("2026-01-02"));
        assertThat(deal.standing().probability()).isEqualTo(55);
        move(deal, "2026-01-03", "DEMO", null);

        assertThat(deal.standing().probability()).isEqualTo(30);
        assertThat(deal.details().probability()).isNull();
        move(deal, "2026-01-04", "CLOSED_WON", null);
        assertRefused("opportunity-closed", () -> deal.revise(own, PIPELINE.won(), stamp("2026-01-05")));
    }

    @Test
    void needsItsAccountBeforeContracting() {
        OpportunityDetails nobody = new OpportunityDetails("Somebody", null, null, null, null, null, null, null, null, null,
                null, null, null, null, List.of());
        Opportunity deal = opened("2026-01-01", nobody);
        move(deal, "2026-01-02", "PILOT", null);

        assertRefused("account-required", () -> move(deal, "2026-01-03", "CONTRACTING", null));

        Opportunity known = openedOn("2026-01-01");
        move(known, "2026-01-03", "CONTRACTING", null);
        assertRefused("account-required",
                () -> known.revise(nobody, PIPELINE.stage("CONTRACTING").orElseThrow(), stamp("2026-01-04")));
        assertThat(known.details().accountId()).isEqualTo(ACCOUNT);
    }

    @Test
    void takesTheSumOfItsLinesWhereNoAmountIsSaid() {
        Opportunity deal = opened("2026-01-01", details(null, List.of(line("2", usd("10.10")), line("1", usd("0.05")))));
        assertThat(deal.amount()).isEqualTo(usd("10.15"));

        deal.revise(details(usd("10.15"), List.of(line("1", usd("7.00")))), PIPELINE.first(), stamp("2026-01-02"));
        assertThat(deal.amount()).as("it follows its lines").isEqualTo(usd("7.00"));

        deal.revise(details(usd("6.50"), List.of(line("1", usd("7.00")))), PIPELINE.first(), stamp("2026-01-03"));
        assertThat(deal.amount()).as("somebody said otherwise").isEqualTo(usd("6.50"));
    }

    @Test
    void refusesNegativeAmountsAndTwoCurrencies() {
        assertRefused("negative-amount", () -> opened("2026-01-01", details(usd("-1.00"), List.of())));
        assertRefused("negative-amount", () -> opened("2026-01-01", details(null, List.of(line("1", usd("-1.00"))))));
        assertRefused("currency-mismatch",
                () -> opened("2026-01-01", details(usd("1.00"), List.of(line("1", Money.of("1.00", "EUR"))))));
    }

    @Test
    void keepsALifeToldAnewWhole() {
        Timeline life = new Timeline(at("2016-10-20"), false, PIPELINE.first(), PIPELINE.won(), at("2017-03-01"), null);
        Opportunity deal = new Opportunity(UUID.randomUUID(), details(), PIPELINE, life, importStamp("2026-01-01"));
        assertThat(HistoryView.of(deal, MARCH_2).totalDays()).isEqualTo(132);

        deal.restate(new Timeline(at("2016-10-20"), false, PIPELINE.first(), PIPELINE.lost().orElseThrow(), at("2017-03-11"),
                "NOT_RECORDED"), importStamp("2026-01-02"));

        assertThat(deal.stays()).extracting(StageVisit::toStageCode).containsExactly("QUALIFIED", "CLOSED_LOST");
        assertThat(HistoryView.of(deal, MARCH_2).totalDays()).isEqualTo(142);
        assertThat(deal.standing().won()).isFalse();
        assertThat(deal.lostReason()).isEqualTo("NOT_RECORDED");
    }

    @Test
    void refusesALifeThatEndsBeforeItBeginsOrHasNoEnd() {
        assertRefused("closed-before-opened",
                () -> new Timeline(at("2017-03-02"), false, PIPELINE.first(), PIPELINE.won(), at("2017-03-01"), null));
        assertRefused("closed-on-required",
                () -> new Timeline(at("2017-03-02"), false, PIPELINE.first(), PIPELINE.won(), null, null));
        assertRefused("closed-on-not-allowed",
                () -> new Timeline(at("2017-03-02"), false, PIPELINE.first(), PIPELINE.first(), at("2017-03-03"), null));
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    private static void assertRefused(String code, ThrowingCallable verb) {
        assertThatThrownBy(verb).isInstanceOfSatisfying(ProblemException.class,
                refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
