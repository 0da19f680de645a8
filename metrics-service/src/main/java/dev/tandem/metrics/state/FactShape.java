package dev.tandem.metrics.state;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.TreeSet;

/** Which facts are kept of the records of each feed: what was stored by other code may lack some. */
public final class FactShape {

    private FactShape() {
    }

    /** Names the fields of all facts; equal texts can read each other's states. */
    public static String text() {
        TreeSet<String> lines = new TreeSet<>();
        Arrays.stream(Feed.values()).forEach(feed -> lines.add(feed.path() + of(feed.type())));
        return String.join(" ", lines);
    }

    private static String of(Class<?> type) {
        StringBuilder text = new StringBuilder("(");
        for (RecordComponent component : type.getRecordComponents()) {
            text.append(text.length() > 1 ? "," : "").append(component.getName()).append(nested(component.getGenericType()));
        }
        return text.append(')').toString();
    }

    private static String nested(Type type) {
        if (type instanceof ParameterizedType many) {
            return nested(many.getActualTypeArguments()[many.getActualTypeArguments().length - 1]);
        }
        return type instanceof Class<?> one && one.isRecord() ? of(one) : "";
    }
}
