package dev.tandem.accounts.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.resource.Stamp;
import dev.tandem.platform.time.CompanyCalendar;

class ContactTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Stamp STAMP = new Stamp(NOW, "ani", Source.API);
    private static final UUID ACME = UUID.fromString("01941f29-7c00-7000-8000-000000000001");
    private static final UUID GLOBEX = UUID.fromString("01941f29-7c00-7000-8000-000000000002");

    private final ContactRules rules = new ContactRules(
            new CompanyCalendar(ZoneOffset.UTC, "USD", 1, Clock.fixed(NOW, ZoneOffset.UTC)));

    private static ContactDetails details(String json) {
        return StrictJson.bind(json(json), ContactDetails.class);
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Contact ani() {
        return new Contact(UUID.randomUUID(), details("""
                {"firstName":"Ani","lastName":"Wijaya","email":" Ani@Acme.Example ","language":"ID-id","country":"ID",
                 "phone":"+628123456789","doNotCall":true,"consents":[{"purpose":"PROFILING","grantedOn":"2026-01-01"}],
                 "accounts":[{"accountId":"%s","role":"SIGNER","isPrimary":true},{"accountId":"%s"}]}"""
                .formatted(GLOBEX, ACME)), STAMP);
    }

    @Test
    void isWrittenInOneSpellingWithAllThatWasLeftUnsaid() {
        ContactDetails stored = ani().details();

        assertThat(stored.email()).isEqualTo("ani@acme.example");
        assertThat(stored.language()).isEqualTo("id-ID");
        assertThat(stored.accounts()).containsExactly(new AccountLink(ACME, null, false, true),
                new AccountLink(GLOBEX, ContactRole.SIGNER, true, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"email\":\"ani at acme\"} | /email invalid-email",
            "{\"email\":\"ani@localhost\"} | /email invalid-email",
            "{\"phone\":\"0812 3456\"} | /phone invalid-phone",
            "{\"country\":\"UK\"} | /country unknown-country",
            "{\"language\":\"indonesian!\"} | /language invalid-language",
            "{\"consents\":[{\"purpose\":\"PROFILING\",\"grantedOn\":\"2026-03-03\"}]} | /consents/0/grantedOn in-the-future",
            "{\"consents\":[{\"purpose\":\"PROFILING\",\"grantedOn\":\"2026-03-02\",\"withdrawnOn\":\"2026-03-01\"}]} | /consents/0/withdrawnOn withdrawn-before-granted",
            "{\"consents\":[{\"purpose\":\"PROFILING\",\"grantedOn\":\"2026-01-01\"},{\"purpose\":\"PROFILING\",\"grantedOn\":\"2026-01-02\"}]} | /consents/1/purpose duplicate-purpose",
            "{\"accounts\":[{\"accountId\":\"01941f29-7c00-7000-8000-000000000001\"},{\"accountId\":\"01941f29-7c00-7000-8000-000000000001\"}]} | /accounts/1/accountId duplicate-account",
            "{\"accounts\":[{\"accountId\":\"01941f29-7c00-7000-8000-000000000001\",\"isPrimary\":true,\"isActive\":false}]} | /accounts/0/isPrimary primary-inactive" })
    void refusesWhatCannotBe(String json, String refusal) {
        assertThat(rules.check(details(json))).extracting(one -> one.pointer() + " " + one.code()).containsExactly(refusal);
    }

    @Test
    void findsNothingWrongWithARealPerson() {
        assertThat(rules.check(ani().details())).isEmpty();
    }

    @Test
    void needsSomethingToBeCalledBy() {
        assertThatThrownBy(() -> new Contact(UUID.randomUUID(), details("{\"title\":\"CFO\",\"lastName\":\" \"}"), STAMP))
                .isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(refused.violations())
                        .extracting(Violation::pointer).containsExactly("/lastName"));
    }

    @Test
    void isNobodysFirstContactAfterBeingDeleted() {
        Contact ani = ani();

        ani.delete(NOW, "budi");
        ani.restore(NOW, "budi");

        assertThat(ani.details().links()).noneMatch(AccountLink::isPrimary).allMatch(AccountLink::isActive);
    }

    @Test
    void leavesNothingButItsPlaceWhenErased() {
        Contact ani = ani();

        ani.erase(NOW, "budi");

        assertThat(ani.isErased()).isTrue();
        assertThat(ani.details()).isEqualTo(new ContactDetails(null, null, null, null, null, null, null, false, List.of(),
                List.of(new AccountLink(ACME, null, false, false), new AccountLink(GLOBEX, ContactRole.SIGNER, false, false)),
                null, null));
    }

    @Test
    void keepsWhatARowOfAFileDoesNotSay() {
        ContactDetails stored = ani().details();

        assertThat(laid(stored, "{\"lastName\":\"Wijaya\",\"accounts\":[{\"accountId\":\"" + ACME + "\"}]}")).isEqualTo(stored);
        ContactDetails told = laid(stored, """
                {"title":"CFO","accounts":[{"accountId":"%s","role":"FINANCE"}],
                 "consents":[{"purpose":"PROFILING","grantedOn":"2026-01-01","withdrawnOn":"2026-02-01"}]}""".formatted(ACME));
        assertThat(told.title()).isEqualTo("CFO");
        assertThat(told.doNotCall()).isTrue();
        assertThat(told.links()).containsExactly(new AccountLink(ACME, ContactRole.FINANCE, false, true),
                new AccountLink(GLOBEX, ContactRole.SIGNER, true, true));
        assertThat(told.givenConsents()).extracting(Consent::withdrawnOn).containsExactly(LocalDate.parse("2026-02-01"));
    }

    private static ContactDetails laid(ContactDetails stored, @Nullable String row) {
        return stored.under(details(row));
    }

    @Test
    void tellsTheFeedNothingOfThePerson() {
        String told = StrictJson.mapper().valueToTree(ContactFeed.of(ani(), "4711")).toString();

        assertThat(told).contains("acme.example", "\"ID\"", "PROFILING", "SIGNER", "4711")
                .doesNotContain("ani@", "Ani", "Wijaya", "+62", "id-ID", "2026-01-01");
    }

    @Test
    void isInTheAccountThatItsAccountsLiveOnInOnce() {
        Contact ani = ani();
        UUID heir = UUID.fromString("01941f29-7c00-7000-8000-000000000003");

        ani.follow(List.of(ACME, GLOBEX), heir, true, STAMP);

        assertThat(ani.details().accounts()).containsExactly(new AccountLink(heir, ContactRole.SIGNER, true, true));
    }

    @Test
    void isNotTheFirstContactOfTwoAccountsTogetherWhereAnotherIs() {
        Contact ani = ani();

        ani.follow(List.of(GLOBEX), ACME, false, STAMP);

        assertThat(ani.details().accounts()).containsExactly(new AccountLink(ACME, ContactRole.SIGNER, false, true));
    }
}
