package dev.tandem.gateway.forward;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A request body that fails as soon as it grows over its limit; needed where no length was declared. */
final class LimitedBody implements ReadStream<Buffer> {

    /** More bytes came than are allowed. */
    static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooLarge() {
            super("body over its limit", null, false, false);
        }
    }

    private final ReadStream<Buffer> body;
    private final long limit;
    private long seen;
    private boolean failed;
    private @Nullable Handler<Throwable> failure;

    LimitedBody(ReadStream<Buffer> body, long limit) {
        this.body = body;
        this.limit = limit;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failure = handler;
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        if (handler == null) {
            body.handler(null);
            return this;
        }
        body.handler(part -> {
            seen += part.length();
            if (seen <= limit) {
                handler.handle(part);
            } else if (!failed) {
                failed = true;
                if (failure != null) {
                    failure.handle(new TooLarge());
                }
            }
        });
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(handler == null ? null : end -> {
            if (!failed) {
                handler.handle(end);
            }
        });
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        body.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        body.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        body.fetch(amount);
        return this;
    }
}
