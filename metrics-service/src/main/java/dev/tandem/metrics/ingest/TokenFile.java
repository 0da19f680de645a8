package dev.tandem.metrics.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A token in a file that somebody else renews, so it is read again whenever it changed. */
final class TokenFile implements FeedToken {

    private final @Nullable Path path;
    private @Nullable FileTime readAt;
    private Optional<String> token = Optional.empty();

    TokenFile(@Nullable Path path) {
        this.path = path;
    }

    @Override
    public synchronized Optional<String> token() {
        if (path == null) {
            return Optional.empty();
        }
        try {
            FileTime changed = Files.getLastModifiedTime(path);
            if (!changed.equals(readAt)) {
                token = Optional.of(Files.readString(path).strip());
                readAt = changed;
            }
            return token;
        } catch (IOException unreadable) {
            throw new FeedFailure("The token file for the feeds cannot be read", unreadable);
        }
    }

    /** The next call reads the file again, whatever its time says. */
    @Override
    public synchronized void refused() {
        readAt = null;
    }
}
