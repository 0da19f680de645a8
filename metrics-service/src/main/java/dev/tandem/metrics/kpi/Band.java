package dev.tandem.metrics.kpi;

import java.math.BigDecimal;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The range that the founding articles call usual for one metric of one model.
 * A money band speaks of one currency and is silent about figures in another.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Band(
        @Schema(type = SchemaType.STRING) @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable BigDecimal low,
        @Schema(type = SchemaType.STRING) @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable BigDecimal high,
        GoodWhen goodWhen,
        @Schema(type = SchemaType.STRING) @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable BigDecimal alarmBelow,
        @Schema(type = SchemaType.STRING) @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable BigDecimal alarmAbove,
        @Nullable String currency,
        String source) {

    /** Which side of the band is the better one. */
    public enum GoodWhen {
        HIGHER,
        LOWER,
        INSIDE
    }

    /** Where a figure lies. */
    public enum Place {
        BELOW,
        IN,
        ABOVE,
        ALARM,
        NONE
    }

    static Band between(String low, String high, GoodWhen goodWhen, String source) {
        return new Band(new BigDecimal(low), new BigDecimal(high), goodWhen, null, null, null, source);
    }

    static Band of(String currency, String low, String high, String source) {
        return new Band(new BigDecimal(low), new BigDecimal(high), GoodWhen.INSIDE, null, null, currency, source);
    }

    static Band alarmBelow(String edge, String source) {
        return new Band(null, null, GoodWhen.HIGHER, new BigDecimal(edge), null, null, source);
    }

    static Band alarmAbove(String edge, String source) {
        return new Band(null, null, GoodWhen.LOWER, null, new BigDecimal(edge), null, source);
    }

    /** Places the unrounded figure. */
    Place place(Ratio figure, @Nullable String figureCurrency) {
        if (currency != null && !currency.equals(figureCurrency)) {
            return Place.NONE;
        }
        if (alarmBelow != null && figure.compareTo(alarmBelow) < 0
                || alarmAbove != null && figure.compareTo(alarmAbove) > 0) {
            return Place.ALARM;
        }
        if (low != null && figure.compareTo(low) < 0) {
            return Place.BELOW;
        }
        if (high != null && figure.compareTo(high) > 0) {
            return Place.ABOVE;
        }
        return Place.IN;
    }
}
