package dev.tandem.platform.feed;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Comparator;

/**
 * A place in the feeds of one service. All feeds of a service share one order, so positions of different kinds compare.
 *
 * @param epoch raised after a restore
 * @param xid id of the database transaction
 * @param seq place within the transaction
 */
public record FeedPosition(int epoch, long xid, long seq) implements Comparable<FeedPosition> {

    /** Before the first event. */
    public static final FeedPosition START = new FeedPosition(0, 0, 0);

    private static final int BYTES = Integer.BYTES + Long.BYTES + Long.BYTES;
    private static final Comparator<FeedPosition> ORDER = Comparator.comparingInt(FeedPosition::epoch)
            .thenComparingLong(FeedPosition::xid).thenComparingLong(FeedPosition::seq);

    public FeedPosition {
        if (epoch < 0 || xid < 0 || seq < 0) {
            throw new IllegalArgumentException("No part of a position is negative");
        }
    }

    /** The wire form. */
    public String encode() {
        byte[] bytes = ByteBuffer.allocate(BYTES).putInt(epoch).putLong(xid).putLong(seq).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads the wire form; {@code IllegalArgumentException} if it is none. */
    public static FeedPosition parse(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A feed position has " + BYTES + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new FeedPosition(buffer.getInt(), buffer.getLong(), buffer.getLong());
    }

    @Override
    public int compareTo(FeedPosition other) {
        return ORDER.compare(this, other);
    }
}
