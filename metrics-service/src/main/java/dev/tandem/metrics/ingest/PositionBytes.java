package dev.tandem.metrics.ingest;

import java.nio.ByteBuffer;

import dev.tandem.platform.feed.FeedPosition;

/** Positions as the database keeps them: big endian, so that the order of bytes is the order of the feed. */
public final class PositionBytes {

    private static final int SIZE = Integer.BYTES + Long.BYTES + Long.BYTES;

    private PositionBytes() {
    }

    public static byte[] of(FeedPosition position) {
        return ByteBuffer.allocate(SIZE).putInt(position.epoch()).putLong(position.xid()).putLong(position.seq())
                .array();
    }

    public static FeedPosition read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new FeedPosition(buffer.getInt(), buffer.getLong(), buffer.getLong());
    }
}
