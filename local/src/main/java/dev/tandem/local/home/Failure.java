package dev.tandem.local.home;

/** Ends a command with one sentence for the person at the terminal and an exit code for a script. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final int GENERAL = 1;
    public static final int USAGE = 2;
    public static final int ROWS_FAILED = 3;
    public static final int PORT_TAKEN = 4;

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

    public int exitCode() {
        return exitCode;
    }
}
