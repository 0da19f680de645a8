package dev.tandem.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much room the disk of the data folder has. Looked at before anything is started, because a database that runs out
 * of room half-way says so in many places and in none clearly; and while the suite runs, because it can be told in time.
 */
public record DiskSpace(Path folder) {
    private static final long MEGABYTE = 1L << 20;
    /** Unpacked binaries, three fresh databases, their first log segments and the demo data, with some room. */
    public static final long TO_BEGIN = 400 * MEGABYTE;
    /** A few log segments and one generation of logs. */
    public static final long TO_GO_ON = 100 * MEGABYTE;

    public void require(long bytes) {
        long free = free();
        if (free < bytes) {
            throw new Failure(Failure.DISK_FULL, "the disk of " + folder + " has " + free / MEGABYTE
                    + " MB free and Tandem needs " + bytes / MEGABYTE + " MB to start; free some space or set TANDEM_HOME.");
        }
    }

    public boolean isScarce() {
        return free() < TO_GO_ON;
    }

    public long free() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot see how full the disk of " + folder + " is", e);
        }
    }
}
