package dev.tandem.orders.review;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the approved reviews of a product come to.
 *
 * @param average stars to four decimals, rounded half up; null where there is no rating
 * @param distribution how many gave each number of stars
 */
@Schema(name = "RatingSummary", example = """
        {"productId":"0198f0c2-7d6e-7cc3-98c4-dc0c0c073990","count":3,"sum":13,"average":"4.3333",
         "distribution":{"1":0,"2":0,"3":1,"4":0,"5":2}}""")
public record RatingView(UUID productId, long count, long sum, @Nullable String average, Map<String, Long> distribution) {

    /** @param stars how many ratings of 1, 2, 3, 4 and 5 there are */
    static RatingView of(UUID productId, long... stars) {
        long count = 0;
        long sum = 0;
        Map<String, Long> distribution = new TreeMap<>();
        for (int i = 0; i < stars.length; i++) {
            count += stars[i];
            sum += stars[i] * (i + 1);
            distribution.put(String.valueOf(i + 1), stars[i]);
        }
        String average = count == 0 ? null
                : BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(count), 4, RoundingMode.HALF_UP).toPlainString();
        return new RatingView(productId, count, sum, average, distribution);
    }
}
