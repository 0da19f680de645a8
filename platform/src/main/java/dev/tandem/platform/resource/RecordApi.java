package dev.tandem.platform.resource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The words in which the operations of a {@link RecordEndpoints} are described. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RecordApi {

    /** One record, with its article: {@code a team}. */
    String one();

    /** Several: {@code teams}. */
    String many();

    /** A sentence on who sees which rows, where not all see all. */
    String rows() default "";

    /** What the search looks through beyond the fields that the view marks. */
    String alsoSearched() default "";

    /** Where two records can become one: the code that tells that a record lives on in another. */
    String merged() default "";

    /** The order of a list that asks for none. */
    String defaultSort() default "id";
}
