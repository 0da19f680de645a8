package dev.tandem.gateway.limit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;

/** Opens the one connection of this process to Redis. Nothing here waits, and a password stands apart from the address. */
final class RedisLink {

    /** Commands that may be under way at once; beyond them the store counts as failed. */
    private static final int COMMANDS = 10_000;
    private static final Duration HANDSHAKE = Duration.ofSeconds(2);

    private final RedisClient client;
    private final RedisURI address;

    RedisLink(LimitConfig.Redis config) {
        RedisURI plain = RedisURI.create(config.url().orElseThrow());
        plain.setTimeout(HANDSHAKE);
        address = config.password().map(password -> RedisURI.builder(plain).withPassword(password.toCharArray()).build())
                .orElse(plain);
        client = RedisClient.create();
        client.setOptions(ClientOptions.builder().disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(COMMANDS).timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .socketOptions(SocketOptions.builder().connectTimeout(HANDSHAKE).keepAlive(true).build()).build());
    }

    CompletableFuture<StatefulRedisConnection<String, byte[]>> connect() {
        return client.connectAsync(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), address).toCompletableFuture();
    }

    CompletableFuture<Void> close() {
        return client.shutdownAsync(0, HANDSHAKE.toSeconds(), TimeUnit.SECONDS);
    }
}
