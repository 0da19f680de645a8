package dev.tandem.platform.imports.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

class RowMapperTest {

    enum Colour {
        RED,
        BLUE
    }

    record Place(String city, String country) {
    }

    record Line(UUID partId, Integer quantity, Money amount) {
    }

    record Shape(String name, Colour colour, Integer corners, Boolean round, LocalDate drawnOn, Instant drawnAt, Money price,
            Place place, List<Line> lines, UUID parentId) {
    }

    @Test
    void readsTextNumbersDatesAndMoneyAsTheRecordWantsThem() {
        Shape shape = shape("""
                {"fields":{"name":{"from":"n"},"corners":{"from":"c"},"round":{"from":"r"},
                 "drawnOn":{"from":"d","date":"dd.MM.yyyy"},"price":{"from":"p","currency":"USD","factor":"1000000"},
                 "place.country":{"from":"w","map":{"Philipines":"PH"}},"colour":{"constant":"BLUE"}}}""",
                Map.of("n", "  Circle ", "c", "12", "r", "yes", "d", "31.12.2016", "p", "1100.04", "w", "Philipines"));

        assertThat(shape.name()).isEqualTo("Circle");
        assertThat(shape.corners()).isEqualTo(12);
        assertThat(shape.round()).isTrue();
        assertThat(shape.drawnOn()).isEqualTo(LocalDate.of(2016, 12, 31));
        assertThat(shape.price()).isEqualTo(Money.of("1100040000.00", "USD"));
        assertThat(shape.place()).isEqualTo(new Place(null, "PH"));
        assertThat(shape.colour()).isEqualTo(Colour.BLUE);
    }

    @Test
    void leavesAnEmptyCellOutOrTakesTheDefault() {
        Shape shape = shape("""
                {"fields":{"name":{"from":"n","default":"none"},"corners":{"from":"c","default":3},"colour":{"from":"k"},
                 "round":{"from":"r","map":{"?":null}}}}""", Map.of("n", " ", "c", "", "k", "", "r", "?"));

        assertThat(shape).isEqualTo(new Shape("none", null, 3, null, null, null, null, null, null, null));
    }

    @Test
    void takesADateForTheStartOfTheDayInTheCompanysZone() {
        Shape shape = shape("{\"fields\":{\"drawnAt\":{\"from\":\"d\",\"date\":\"yyyyMMdd\"}}}", Map.of("d", "19970101"));

        assertThat(shape.drawnAt()).isEqualTo(Instant.parse("1996-12-31T23:00:00Z"));
        assertThat(shape("{\"fields\":{\"drawnAt\":{\"from\":\"d\",\"date\":\"yyyy-MM-dd HH:mm\"}}}",
                Map.of("d", "1997-07-01 12:30")).drawnAt()).isEqualTo(Instant.parse("1997-07-01T10:30:00Z"));
        assertThat(shape("{\"fields\":{\"drawnOn\":{\"from\":\"d\",\"date\":\"yyyy-MM-dd'T'HH:mmXXX\"}}}",
                Map.of("d", "1997-07-01T23:30Z")).drawnOn()).isEqualTo(LocalDate.of(1997, 7, 2));
    }

    @Test
    void namesEveryCellThatDoesNotReadAsItsField() {
        RowMapper mapper = mapper("""
                {"fields":{"corners":{"from":"c"},"drawnOn":{"from":"d","date":"yyyy-MM-dd"},
                 "price":{"from":"p","currency":"EUR"},"round":{"from":"r"}}}""");

        MappedRow row = mapper.map(row(Map.of("c", "2.5", "d", "2017-02-29", "p", "1.005", "r", "maybe")), null);

        assertThat(row.errors()).extracting(RowError::field, RowError::value, RowError::code).containsExactly(
                tuple("corners", "2.5", "invalid-number"), tuple("drawnOn", "2017-02-29", "invalid-date"),
                tuple("price", "1.005", "invalid-amount-scale"), tuple("round", "maybe", "invalid-boolean"));
    }

    @Test
    void buildsArraysAndLeavesOutElementsWithoutACell() {
        String mapping = """
                {"fields":{"lines.0.amount":{"from":"a","currency":"EUR"},"lines.0.quantity":{"constant":1},
                 "lines.1.amount":{"from":"b","currency":"EUR"},"lines.1.quantity":{"constant":1}}}""";

        assertThat(shape(mapping, Map.of("a", "", "b", "5")).lines())
                .containsExactly(new Line(null, 1, Money.of("5.00", "EUR")));
        assertThat(shape(mapping, Map.of("a", "", "b", "")).lines()).isNull();
    }

    @Test
    void asksForReferencesByTheIdsOfTheirSystem() {
        RowMapper mapper = mapper(
                """
                        {"externalId":{"system":"crm","from":"n"},"fields":{
                         "parentId":{"ref":"shape","from":"p","onMissing":"NULL"},
                         "lines.0.partId":{"ref":"part","system":"erp","from":"q","map":{"GTXPro":"GTX Pro"},"onMissing":"CREATE"}}}""");

        MappedRow row = mapper.map(row(Map.of("n", "a", "p", " b ", "q", "GTXPro")), null);

        assertThat(row.references()).extracting("kind", "system", "id", "onMissing").containsExactly(
                tuple("shape", "crm", "b", OnMissing.NULL), tuple("part", "erp", "GTX Pro", OnMissing.CREATE));
        UUID part = UUID.randomUUID();
        Shape shape = StrictJson.bind(mapper.tree(row, Map.of(row.references().get(1), part)), Shape.class);
        assertThat(shape.parentId()).isNull();
        assertThat(shape.lines()).containsExactly(new Line(part, null, null));
    }

    @Test
    void tellsTheCellBehindARefusalOfTheRecord() {
        RowMapper mapper = mapper("{\"fields\":{\"price\":{\"from\":\"p\",\"currency\":\"EUR\"},\"place.city\":\"c\"}}");
        SourceRow row = row(Map.of("p", "-3", "c", "Oslo"));

        assertThat(mapper.error(new Violation("/price/amount", "out-of-range", ""), row)).extracting(RowError::field,
                RowError::value).containsExactly("price", "-3");
        assertThat(mapper.error(new Violation("/place", "required", ""), row).value()).isEqualTo("Oslo");
        assertThat(mapper.error(new Violation("", "odd", ""), row)).isEqualTo(new RowError(null, null, "odd", ""));
    }

    @Test
    void refusesFieldsThatTheRecordDoesNotHave() {
        assertThat(refusal("{\"fields\":{\"nam\":\"a\",\"place.town\":\"b\",\"lines.x.quantity\":\"c\",\"name.x\":\"d\"}}"))
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(tuple("/fields/nam", "unknown-field"), tuple("/fields/place.town", "unknown-field"),
                        tuple("/fields/lines.x.quantity", "unknown-field"), tuple("/fields/name.x", "unknown-field"));
    }

    @Test
    void refusesMisspeltKeysAndBrokenRulesWithTheirPlace() {
        assertThat(refusal("{\"fields\":{\"name\":{\"form\":\"a\",\"trim\":\"no\"}},\"feilds\":{}}"))
                .extracting(Violation::pointer, Violation::code).contains(tuple("/feilds", "unknown-field"),
                        tuple("/fields/name/form", "unknown-field"), tuple("/fields/name/trim", "wrong-type"));
        assertThat(refusal("""
                {"format":"XLS","externalId":{"from":"a"},"fields":{"name":{"from":"a","constant":"b"},
                 "price":{"from":"a","currency":"EURO"},"drawnOn":{"from":"a","date":"jjjj"},
                 "corners":{"from":"a","factor":"many"},"parentId":{"ref":"shape","from":"a","onMissing":"SKIP"}}}"""))
                .extracting(Violation::pointer, Violation::code).contains(tuple("/format", "unknown-value"),
                        tuple("/externalId/system", "required"), tuple("/fields/name", "one-source"),
                        tuple("/fields/price/currency", "unknown-currency"),
                        tuple("/fields/drawnOn/date", "invalid-date-format"),
                        tuple("/fields/corners/factor", "invalid-number"),
                        tuple("/fields/parentId/onMissing", "unknown-value"));
        assertThat(refusal("{\"externalId\":{\"system\":\"s\",\"template\":\"{a\"},\"fields\":{}}"))
                .extracting(Violation::pointer, Violation::code)
                .contains(tuple("/externalId/template", "invalid-template"));
    }

    @Test
    void buildsExternalIdsFromColumnsAndOccurrences() throws JsonProcessingException {
        IdRule rule = MappingReader.read(StrictJson.mapper().readTree("""
                {"externalId":{"system":"cdnow","template":"{customer_id}-{date}-{occurrence}"},"fields":{}}""")).externalId();
        SourceRow row = row(Map.of("customer_id", "00002", "date", "19970112"));

        assertThat(rule.key(row)).isEqualTo("00002-19970112-");
        assertThat(rule.id(row, 1)).isEqualTo("00002-19970112-1");
        assertThat(rule.id(row(Map.of()), 0)).isNull();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private static List<Violation> refusal(String mapping) {
        return catchThrowableOfType(ProblemException.class, () -> mapper(mapping)).violations();
    }

    private static RowMapper mapper(String mapping) {
        try {
            JsonNode json = StrictJson.mapper().readTree(mapping);
            return RowMapper.of(MappingReader.read(json), Shape.class, Map.of(), ZoneId.of("Europe/Oslo"));
        } catch (JsonProcessingException bad) {
            throw new IllegalArgumentException(bad);
        }
    }

    private static Shape shape(String mapping, Map<String, String> cells) {
        RowMapper mapper = mapper(mapping);
        MappedRow row = mapper.map(row(cells), null);
        assertThat(row.errors()).isEmpty();
        return StrictJson.bind(mapper.tree(row, new HashMap<>()), Shape.class);
    }

    private static SourceRow row(Map<String, String> cells) {
        return cells::get;
    }
}
