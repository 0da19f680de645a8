package dev.tandem.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.tandem.local.home.Failure;

/**
 * What a process wrote into its log before it ended, and what that means to the person who started it. Anything that is
 * not recognised is shown as it stands.
 */
public final class LastWords {
    private static final int SHOWN_LINES = 12;
    private static final long READ_BYTES = 256 * 1024;

    private final String who;
    private final Path log;
    private final List<String> lines;

    private LastWords(String who, Path log, List<String> lines) {
        this.who = who;
        this.log = log;
        this.lines = lines;
    }

    /** How long a log is now, zero if there is none. */
    public static long lengthOf(Path log) {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /**
     * The end of a log without the frames of stack traces, where the reason of a failure usually stands.
     *
     * @param from length of the log before the process began; older words are another process's
     */
    public static LastWords of(String who, Path log, long from) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(Math.min(from, file.length()), file.length() - READ_BYTES));
            byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new LastWords(who, log, new String(bytes, StandardCharsets.ISO_8859_1).lines()
                    .filter(line -> !line.startsWith("\t")).toList());
        } catch (IOException unreadable) {
            return new LastWords(who, log, List.of("(" + unreadable.getMessage() + ")"));
        }
    }

    /** Whether trying again can only end in the same way. */
    public boolean areFinal() {
        return isPortTaken() || isOtherPostgres() || isNewerSchema();
    }

    /** @param what such as "does not start" */
    public Failure toFailure(String what) {
        if (lines.stream().anyMatch(Failure::isDiskFull)) {
            return new Failure(Failure.DISK_FULL, who + " " + what
                    + " because the disk is full; free some space and start again. Nothing committed is lost. Log: " + log);
        }
        if (isPortTaken()) {
            return new Failure(Failure.PORT_TAKEN, who + " " + what
                    + " because another program has just taken its port; stop it or set TANDEM_PORT. Log: " + log);
        }
        if (isOtherPostgres()) {
            return new Failure(Failure.FOLDER_UNUSABLE, who + " " + what
                    + " because its data were written by another version of it; use the Tandem that wrote them or another"
                    + " TANDEM_HOME. Log: " + log);
        }
        if (isNewerSchema()) {
            return new Failure(Failure.FOLDER_UNUSABLE, who + " " + what
                    + " because its data were written by a newer Tandem; use that one or another TANDEM_HOME. Log: " + log);
        }
        return new Failure(Failure.NOT_UP, who + " " + what + "; the end of " + log + ":\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size())));
    }

    private boolean isPortTaken() {
        return says("Address already in use", "seems to be in use by another process");
    }

    private boolean isOtherPostgres() {
        return says("database files are incompatible with server");
    }

    private boolean isNewerSchema() {
        return says("applied migration not resolved locally");
    }

    private boolean says(String... any) {
        return lines.stream().anyMatch(line -> Stream.of(any).anyMatch(line::contains));
    }
}
