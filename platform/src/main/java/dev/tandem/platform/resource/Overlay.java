package dev.tandem.platform.resource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;

import org.jspecify.annotations.Nullable;

/**
 * Lays the row of a file over what is stored. A column that the file does not have, or an empty cell, says nothing: it must
 * not wipe what somebody entered by hand.
 */
public final class Overlay {

    private Overlay() {
    }

    /** The stored values, with those that the row gives in their place. */
    @SuppressWarnings("unchecked")
    public static <D extends Record> D of(D stored, D row) {
        RecordComponent[] components = stored.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable
        Object[] values = new @Nullable Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = over(components[i].getAccessor().invoke(stored), components[i].getAccessor().invoke(row));
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
