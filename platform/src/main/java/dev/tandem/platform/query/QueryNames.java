package dev.tandem.platform.query;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names of query parameters that a resource method reads without declaring them, such as {@code filter[*]}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface QueryNames {

    /**
     * Names; {@code [*]} at the end stands for any name in brackets, a lone {@code *} for any name at all: then the method
     * itself refuses what it does not know.
     */
    String[] value();
}
