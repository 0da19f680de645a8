package dev.tandem.orders.listing;

import java.time.Instant;
import java.util.function.Function;

/**
 * A field that a list may be sorted by; it never changes after creation unless the list says so, else rows would move
 * between pages.
 *
 * @param name as clients write it
 * @param path as the query writes it
 */
public record SortKey<T>(String name, String path, Function<T, Object> read, Function<String, Object> parse) {

    public static <T> SortKey<T> instant(String name, String path, Function<T, Instant> read) {
        return new SortKey<>(name, path, read::apply, Instant::parse);
    }

    public static <T> SortKey<T> text(String name, String path, Function<T, String> read) {
        return new SortKey<>(name, path, read::apply, text -> text);
    }
}
