package dev.tandem.platform.listing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a component of a view by which lists can be sorted; the attribute behind it is never null. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Sorted {

    /** The attribute of the entity; the component's name unless set. */
    String path() default "";

    /** Whether the value can change, so that a row may be skipped or shown twice while somebody changes it. */
    boolean unstable() default false;
}
