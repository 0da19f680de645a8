package dev.tandem.platform.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.format.MalformedFileException;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;

/**
 * The body of an upload: hashed as it was sent, unpacked, and bounded after unpacking, because a small gzip file can hold
 * more than any disk.
 */
final class UploadStream extends FilterInputStream {

    private static final long DRAIN = 64L << 20;

    private final DigestInputStream sent;
    private final long max;
    private long count;

    private UploadStream(InputStream unpacked, DigestInputStream sent, long max) {
        super(unpacked);
        this.sent = sent;
        this.max = max;
    }

    static UploadStream of(InputStream body, @Nullable String encoding, long max) throws IOException {
        DigestInputStream sent = new DigestInputStream(body, sha256());
        if (encoding == null || encoding.isBlank() || encoding.trim().equalsIgnoreCase("identity")) {
            return new UploadStream(sent, sent, max);
        }
        if (!encoding.trim().equalsIgnoreCase("gzip")) {
            throw new ProblemException(ProblemKind.UNSUPPORTED_TYPE, "unsupported-encoding",
                    "A file is sent as it is or with Content-Encoding gzip.", List.of());
        }
        try {
            return new UploadStream(new GZIPInputStream(sent, 1 << 16), sent, max);
        } catch (ZipException notGzip) {
            throw ProblemException.badRequest("malformed-file", "", "The body is not gzip.").causedBy(notGzip);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** Reads what is left of the body, and gives the hash of all of it. */
    byte[] hash() throws IOException {
        sent.transferTo(OutputStream.nullOutputStream());
        return sent.getMessageDigest().digest();
    }

    /** Lets a client that is still sending read our refusal; a very long rest is cut off instead. */
    void drain() throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = DRAIN;
        for (int read = 0; read >= 0 && left > 0; left -= read) {
            read = sent.read(buffer);
        }
    }

    /** The server takes all that is still to come for available; a reader would wait for it before it uses what is there. */
    @Override
    public int available() {
        return 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(buffer, offset, length);
        } catch (ZipException broken) {
            throw new MalformedFileException("malformed-file", "The gzip data of the body is broken.");
        }
        count += Math.max(0, read);
        if (count > max) {
            throw new ProblemException(ProblemKind.TOO_LARGE, "file-too-large",
                    "A file may have at most " + max + " bytes after unpacking.", List.of());
        }
        return read;
    }
}
