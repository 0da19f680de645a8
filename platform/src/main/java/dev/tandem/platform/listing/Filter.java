package dev.tandem.platform.listing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a view by which lists and counts can be filtered. Lists are filtered by field name, so the field that
 * is shown is the one place to say so: the query parameter, its check and its description follow from here.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Filter {

    /** What the parameter asks for, in the words of the API document. */
    String value();

    /** The parameter; the component's name unless set. */
    String name() default "";

    /** The attribute of the entity; the parameter's name unless set. */
    String path() default "";

    /** The type of the attribute, where the component shows something larger than what is filtered by. */
    Class<?> type() default Void.class;

    /** The collection of the entity of which one element has the value at the path; the entity itself unless set. */
    String among() default "";

    /** For days called {@code somethingOn}: adds {@code somethingFrom} (inclusive) and {@code somethingBefore}. */
    boolean range() default false;

    /** The names of the two ends of a range. */
    final class Range {

        private Range() {
        }

        public static String from(String name) {
            return name.replaceAll("On$", "") + "From";
        }

        public static String before(String name) {
            return name.replaceAll("On$", "") + "Before";
        }
    }
}
