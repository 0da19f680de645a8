package dev.tandem.platform.resource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;

import org.jspecify.annotations.Nullable;

/**
 * Lays one record of fields over another. What a row of a file leaves empty says nothing: it must not wipe what somebody
 * entered by hand.
 */
public final class Overlay {

    private interface Join {
        @Nullable
        Object of(@Nullable Object stored, @Nullable Object other);
    }

    private Overlay() {
    }

    /** The stored values, with those that the row gives in their place. */
    public static <D extends Record> D of(D stored, D row) {
        return joined(stored, row, Overlay::over);
    }

    /** The kept values, and where there is none the other's; a value of several parts is taken whole or not at all. */
    public static <D extends Record> D filled(D kept, D other) {
        return joined(kept, other, (mine, theirs) -> mine == null ? theirs : mine);
    }

    @SuppressWarnings("unchecked")
    private static <D extends Record> D joined(D stored, D row, Join join) {
        RecordComponent[] components = stored.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable
        Object[] values = new @Nullable Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = join.of(components[i].getAccessor().invoke(stored), components[i].getAccessor().invoke(row));
            }
            return (D) stored.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof RuntimeException rule) {
                throw rule;
            }
            throw new IllegalStateException("A record could not be rebuilt", refused);
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException("A settable record must be readable here: " + stored.getClass(), closed);
        }
    }

    private static @Nullable Object over(@Nullable Object stored, @Nullable Object given) {
        if (given == null) {
            return stored;
        }
        return stored instanceof Record part && given instanceof Record change ? of(part, change) : given;
    }
}
