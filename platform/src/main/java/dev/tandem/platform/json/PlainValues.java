package dev.tandem.platform.json;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateDeserializer;

import dev.tandem.platform.problem.ProblemException;

/**
 * Texts, dates and instants that everything behind the door can hold. JSON can say more than a database can store (a
 * NUL, half a surrogate pair) and more than a calendar is for (the year +99999, which readers of a feed could not parse);
 * such a value is refused where it comes in, because further inside it would be a fault of ours.
 */
final class PlainValues extends SimpleModule {

    private static final int FIRST_YEAR = 1;
    /** The year after it is left to those who need a day that no fact has. */
    private static final int LAST_YEAR = 9998;

    PlainValues() {
        super("dev.tandem.plain-values");
        addDeserializer(String.class, new Text());
        addDeserializer(LocalDate.class, new Days());
        addDeserializer(Instant.class, new Moments());
    }

    private static ProblemException outOfRange() {
        return ProblemException.invalid("out-of-range", "",
                "The year must lie between %04d and %d.".formatted(FIRST_YEAR, LAST_YEAR));
    }

    private static boolean isInRange(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    private static final class Text extends StdScalarDeserializer<String> {

        private static final long serialVersionUID = 1L;

        Text() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && !isStorable(text)) {
                throw ProblemException.invalid("invalid-character", "",
                        "A text may hold neither U+0000 nor half of a surrogate pair.");
            }
            return text;
        }

        private static boolean isStorable(String text) {
            for (int i = 0; i < text.length(); i++) {
                char at = text.charAt(i);
                if (at == 0 || Character.isLowSurrogate(at)) {
                    return false;
                }
                if (Character.isHighSurrogate(at) && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Jackson would also take an array or a number of days. */
    private static final class Days extends StdScalarDeserializer<LocalDate> {

        private static final long serialVersionUID = 1L;

        Days() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            LocalDate day = written(parser, context, LocalDateDeserializer.INSTANCE, LocalDate.class);
            if (day != null && !isInRange(day.getYear())) {
                throw outOfRange();
            }
            return day;
        }
    }

    /** Jackson would also take a number of seconds. */
    private static final class Moments extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        Moments() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Instant moment = written(parser, context, InstantDeserializer.INSTANT, Instant.class);
            if (moment != null && (moment.isBefore(start(FIRST_YEAR)) || !moment.isBefore(start(LAST_YEAR + 1)))) {
                throw outOfRange();
            }
            return moment;
        }

        private static Instant start(int year) {
            return Year.of(year).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
    }

    private static <T> T written(JsonParser parser, DeserializationContext context, JsonDeserializer<T> reader,
            Class<T> type) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING) || parser.getText().isBlank()) {
            throw InvalidFormatException.from(parser, "not written as text",
                    parser.getText(), type);
        }
        return reader.deserialize(parser, context);
    }
}
