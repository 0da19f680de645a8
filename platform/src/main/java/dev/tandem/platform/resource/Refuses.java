package dev.tandem.platform.resource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The codes by which the records of a {@link RecordEndpoints} refuse a write, beyond those that all resources have. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Refuses {

    /** Codes of 409. */
    String[] conflicts() default {};

    /** Codes of 422. */
    String[] invalid() default {};

    /** Codes of 409 that only a deletion meets. */
    String[] inUse() default {};
}
