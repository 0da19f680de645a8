package dev.tandem.platform.feed;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The transaction of a write, as the reply header {@code Feed-Position} names it, so that a client can ask a reader of
 * the feed to wait until it has seen its write.
 *
 * @param source the service whose feeds carry the write
 */
public record WritePosition(String source, int epoch, long xid) {

    /** Name of the reply header. */
    public static final String HEADER = "Feed-Position";

    private static final int BYTES = Integer.BYTES + Long.BYTES;

    /** The wire form, {@code accounts:AAAAAQAAAAAAAALu}. */
    public String encode() {
        byte[] bytes = ByteBuffer.allocate(BYTES).putInt(epoch).putLong(xid).array();
        return source + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads the wire form; {@code IllegalArgumentException} if it is none. */
    public static WritePosition parse(String text) {
        int colon = text.indexOf(':');
        byte[] bytes = Base64.getUrlDecoder().decode(text.substring(colon + 1));
        if (colon < 1 || bytes.length != BYTES) {
            throw new IllegalArgumentException("A write position is <source>:<base64 of " + BYTES + " bytes>");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new WritePosition(text.substring(0, colon), buffer.getInt(), buffer.getLong());
    }

    /** Whether a reader that has everything up to and with {@code position} has all of this write. */
    public boolean isPassedBy(FeedPosition position) {
        return position.epoch() > epoch || (position.epoch() == epoch && position.xid() > xid);
    }
}
