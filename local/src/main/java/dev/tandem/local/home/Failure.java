package dev.tandem.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Ends a command with one sentence for the person at the terminal and an exit code for a script. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final int GENERAL = 1;
    public static final int USAGE = 2;
    public static final int ROWS_FAILED = 3;
    public static final int PORT_TAKEN = 4;
    /** The data folder cannot be written, is damaged or belongs to a newer version. */
    public static final int FOLDER_UNUSABLE = 6;
    public static final int DISK_FULL = 7;
    /** PostgreSQL or a service does not start or does not stay up. */
    public static final int NOT_UP = 8;

    private final int exitCode;

    public Failure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public Failure(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    public static Failure of(String sentence) {
        return new Failure(GENERAL, sentence);
    }

    public static Failure of(String sentence, Throwable cause) {
        return new Failure(GENERAL, sentence, cause);
    }

    /**
     * The same failure as a person can act on it. Trouble with the disk reaches us wrapped by whichever step met it
     * first; the sentence and the code must not depend on which one that was.
     */
    public static Failure explain(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && isDiskFull(String.valueOf(cause.getMessage()))) {
                return new Failure(DISK_FULL,
                        "the disk is full (" + told(cause) + "); free some space and start again. Nothing committed is lost.",
                        failure);
            }
            if (cause instanceof IOException && isDenied(cause)) {
                return new Failure(FOLDER_UNUSABLE, "may not write or read " + told(cause)
                        + "; mend its rights or set TANDEM_HOME to a folder of yours.", failure);
            }
        }
        if (failure instanceof Failure known) {
            return known;
        }
        Throwable reason = failure.getCause();
        if (failure instanceof UncheckedIOException && reason != null) {
            return new Failure(FOLDER_UNUSABLE, failure.getMessage() + " (" + told(reason) + ").", failure);
        }
        return of("unexpected: " + failure, failure);
    }

    /** Whether these words of the operating system, of Java or of PostgreSQL tell of a full disk. */
    public static boolean isDiskFull(String words) {
        return words.contains("No space left on device") || words.contains("Disk quota exceeded");
    }

    private static boolean isDenied(Throwable cause) {
        String words = String.valueOf(cause.getMessage());
        return cause instanceof AccessDeniedException || words.contains("Permission denied")
                || words.contains("Read-only file system") || words.contains("Operation not permitted");
    }

    private static String told(Throwable cause) {
        return cause instanceof FileSystemException about && about.getReason() == null
                ? about.getClass().getSimpleName() + " " + about.getFile()
                : String.valueOf(cause.getMessage());
    }

    public int exitCode() {
        return exitCode;
    }
}
