package dev.tandem.orders.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {

    @Test
    void writesOneMailboxInOneWay() {
        assertThat(withEmail("  Sari@Example.COM ").email()).isEqualTo("sari@example.com");
        assertThat(withEmail("   ").email()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "sari", "sari@", "@example.com", "sari@example", "sa ri@example.com", "a@b@c.de" })
    void refusesWhatIsNoAddress(String email) {
        assertThatThrownBy(() -> withEmail(email)).hasMessageContaining("invalid-email");
    }

    @ParameterizedTest
    @ValueSource(strings = { "08123456789", "+0123456789", "+62 812", "+621234567890123456" })
    void refusesPhoneNumbersThatOnlyWorkAtHome(String phone) {
        assertThatThrownBy(() -> new Person(null, null, null, phone, null, null, null)).hasMessageContaining("invalid-phone");
    }

    @Test
    void refusesACountryThatDoesNotExist() {
        assertThatThrownBy(() -> new Person(null, null, null, null, null, "XX", null)).hasMessageContaining("unknown-country");
    }

    @Test
    void writesALocaleAsItsStandardDoes() {
        assertThat(new Person(null, null, null, null, null, null, "ID-id").locale()).isEqualTo("id-ID");
        assertThatThrownBy(() -> new Person(null, null, null, null, null, null, "id_ID"))
                .hasMessageContaining("invalid-locale");
    }

    @ParameterizedTest
    @CsvSource({ "1990,1990-1999", "1999,1990-1999", "2000,2000-2009" })
    void tellsOnlyTheDecadeOfBirth(int year, String band) {
        assertThat(new Person(null, null, null, null, year, null, null).birthYearBand()).isEqualTo(band);
    }

    private static Person withEmail(String email) {
        return new Person(null, null, email, null, null, null, null);
    }
}
