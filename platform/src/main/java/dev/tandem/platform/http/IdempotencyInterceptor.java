package dev.tandem.platform.http;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/** Runs before validation, so that a replay is answered before the body is judged again. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 210)
class IdempotencyInterceptor {

    private final StoredReplies replies;
    private final CurrentVertxRequest request;

    IdempotencyInterceptor(StoredReplies replies, CurrentVertxRequest request) {
        this.replies = replies;
        this.request = request;
    }

    @AroundInvoke
    Object once(InvocationContext call) throws Exception {
        Idempotent binding = call.getMethod().getAnnotation(Idempotent.class);
        String key = IdempotencyKey.read(request.getCurrent().request().getHeader("Idempotency-Key"),
                binding != null && binding.required());
        if (key == null) {
            return call.proceed();
        }
        return QuarkusTransaction.joiningExisting().call(() -> replies.once(key, request.getCurrent(), call::proceed));
    }
}
