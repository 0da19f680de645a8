package dev.tandem.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import dev.tandem.local.home.Failure;

/**
 * Says which launcher runs a data folder. The operating system releases the lock when its holder dies in whatever way,
 * so a lock can never be stale; the file's text tells the holder's process id.
 */
public final class LauncherLock implements AutoCloseable {
    private final FileChannel channel;

    private LauncherLock(FileChannel channel) {
        this.channel = channel;
    }

    public static Optional<LauncherLock> take(Path runFolder) {
        try {
            FileChannel channel = open(runFolder);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
            return Optional.of(new LauncherLock(channel));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + runFolder, e);
        }
    }

    public static boolean isFree(Path runFolder) {
        try (FileChannel channel = open(runFolder)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return false;
            }
            lock.release();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(runFolder), e);
        }
    }

    /** The launcher that holds the folder now. */
    public static Optional<ProcessHandle> holder(Path runFolder) {
        if (!Files.exists(file(runFolder))) {
            return Optional.empty();
        }
        try (FileChannel channel = open(runFolder)) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                lock.release();
                return Optional.empty();
            }
            String pid = Files.readString(file(runFolder)).strip();
            return ProcessHandle.of(Long.parseLong(pid));
        } catch (NumberFormatException e) {
            throw new Failure(Failure.FOLDER_UNUSABLE, "somebody holds " + file(runFolder)
                    + " without saying who; another start has just begun, or the file was changed by hand.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(runFolder), e);
        }
    }

    private static Path file(Path runFolder) {
        return runFolder.resolve("launcher.lock");
    }

    private static FileChannel open(Path runFolder) throws IOException {
        return FileChannel.open(file(runFolder), StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the launcher's lock", e);
        }
    }
}
