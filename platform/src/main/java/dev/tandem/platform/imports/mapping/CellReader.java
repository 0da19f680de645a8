package dev.tandem.platform.imports.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.imports.mapping.FieldTypes.ValueType;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.money.Money;

/** Turns the cells of one field into JSON values of the field's type, exactly or not at all. */
final class CellReader {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private final FieldRule rule;
    private final ValueType type;
    private final ZoneId zone;
    private final @Nullable DateTimeFormatter date;
    private final TemporalQuery<? extends TemporalAccessor> precision;

    CellReader(FieldRule rule, ValueType type, ZoneId zone) {
        this.rule = rule;
        this.type = type;
        this.zone = zone;
        this.date = rule.date() == null ? null : strict(rule.date());
        this.precision = precision(rule.date() == null ? "" : rule.date().replaceAll("'[^']*'", ""));
    }

    /** What the pattern yields; trying it out on each cell would cost an exception each. */
    private static TemporalQuery<? extends TemporalAccessor> precision(String pattern) {
        if (!pattern.matches(".*[HhkKnNA].*")) {
            return LocalDate::from;
        }
        return pattern.matches(".*[VzOXxZ].*") ? ZonedDateTime::from : LocalDateTime::from;
    }

    /** Strict resolving knows years only as 'u'; people write 'y'. */
    private static DateTimeFormatter strict(String pattern) {
        StringBuilder years = new StringBuilder();
        boolean quoted = false;
        for (char c : pattern.toCharArray()) {
            quoted ^= c == '\'';
            years.append(c == 'y' && !quoted ? 'u' : c);
        }
        return DateTimeFormatter.ofPattern(years.toString(), Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** The value of the field in this row, or null where it has none. */
    @Nullable
    JsonNode read(SourceRow row) {
        if (rule.constant() != null) {
            return rule.constant().isTextual() ? convert(rule.constant().asText()) : rule.constant();
        }
        JsonNode container = rule.from() == null ? null : row.container(rule.from());
        if (container != null) {
            return container;
        }
        String cell = text(row);
        if (cell == null) {
            JsonNode fallback = rule.fallback();
            return fallback != null && fallback.isTextual() ? convert(fallback.asText()) : fallback;
        }
        JsonNode mapped = rule.map().get(cell);
        if (mapped == null) {
            return convert(cell);
        }
        if (mapped.isNull()) {
            return null;
        }
        return convert(mapped.isNumber() ? mapped.decimalValue().toPlainString() : mapped.asText());
    }

    private @Nullable String text(SourceRow row) {
        String cell = rule.template() != null ? rule.template().render(row, 0) : row.text(String.valueOf(rule.from()));
        if (cell == null) {
            return null;
        }
        String value = rule.trim() ? cell.strip() : cell;
        return value.isEmpty() ? null : value;
    }

    private JsonNode convert(String text) {
        if (rule.reference() != null) {
            return JSON.textNode(text);
        }
        if (rule.currency() != null) {
            return money(text, rule.currency());
        }
        if (date != null) {
            return date(text, date);
        }
        return switch (type) {
            case INTEGER -> JSON.numberNode(integer(text));
            case DECIMAL -> JSON.numberNode(number(text));
            case BOOLEAN -> JSON.booleanNode(flag(text));
            case DATE -> JSON.textNode(isoDate(text).toString());
            case INSTANT -> JSON.textNode(isoInstant(text).toString());
            case JSON -> json(text);
            case TEXT, MONEY, ANY -> JSON.textNode(rule.factor() == null ? text : number(text).toPlainString());
        };
    }

    private BigDecimal number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new BadCell("invalid-number", "\"" + text + "\" is not a number.");
        }
        BigDecimal number = new BigDecimal(text);
        return rule.factor() == null ? number : number.multiply(rule.factor());
    }

    private BigInteger integer(String text) {
        try {
            return number(text).toBigIntegerExact();
        } catch (ArithmeticException fraction) {
            throw new BadCell("invalid-number", "\"" + text + "\" is not a whole number.");
        }
    }

    private ObjectNode money(String text, String currency) {
        BigDecimal amount = number(text);
        int scale = Money.scale(currency);
        if (amount.stripTrailingZeros().scale() > scale) {
            throw new BadCell("invalid-amount-scale", currency + " has " + scale + " decimals; " + text + " has more.");
        }
        return JSON.objectNode().put("amount", amount.setScale(scale).toPlainString()).put("currency", currency);
    }

    private JsonNode date(String text, DateTimeFormatter format) {
        try {
            TemporalAccessor read = format.parse(text, precision);
            return JSON.textNode(switch (read) {
                case ZonedDateTime moment when type == ValueType.DATE -> moment.withZoneSameInstant(zone).toLocalDate()
                        .toString();
                case ZonedDateTime moment -> moment.toInstant().toString();
                case LocalDateTime local when type == ValueType.DATE -> local.toLocalDate().toString();
                case LocalDateTime local -> local.atZone(zone).toInstant().toString();
                case LocalDate day when type == ValueType.INSTANT -> day.atStartOfDay(zone).toInstant().toString();
                default -> read.toString();
            });
        } catch (DateTimeException bad) {
            throw new BadCell("invalid-date", "\"" + text + "\" is not a date of the form " + rule.date() + ".");
        }
    }

    private static JsonNode json(String text) {
        try {
            JsonNode read = StrictJson.mapper().readTree(text);
            if (read.isContainerNode()) {
                return read;
            }
        } catch (JsonProcessingException malformed) {
            throw new BadCell("malformed-json", "The cell is not the JSON of a list.");
        }
        throw new BadCell("malformed-json", "The cell is not the JSON of a list.");
    }

    private static LocalDate isoDate(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException bad) {
            throw new BadCell("invalid-date", "\"" + text + "\" is not a date such as 2026-01-31.");
        }
    }

    private static Instant isoInstant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException bad) {
            throw new BadCell("invalid-date", "\"" + text + "\" is not an instant such as 2026-01-31T09:00:00Z.");
        }
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw new BadCell("invalid-boolean", "\"" + text + "\" is neither true nor false.");
        };
    }
}
