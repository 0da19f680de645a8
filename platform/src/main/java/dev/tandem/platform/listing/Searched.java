package dev.tandem.platform.listing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a view that the search of a list looks through. The table needs an index on {@code words(…)} of the
 * marked columns in the order of the components, for rows that are not deleted.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Searched {

    /** The attribute of the entity; the component's name unless set. */
    String path() default "";
}
