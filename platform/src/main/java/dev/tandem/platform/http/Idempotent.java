package dev.tandem.platform.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;

/**
 * A POST that honours {@code Idempotency-Key}: the effect and the stored reply are one transaction, so a repeat of the
 * request gives the same reply and no second effect, whatever crashed in between.
 */
@Inherited
@InterceptorBinding
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

    /** Whether a request without the header is refused with 400 {@code idempotency-key-required}. */
    @Nonbinding
    boolean required() default false;
}
