package dev.tandem.platform.imports.format;

import java.util.Locale;
import java.util.Optional;

/** The shapes of file that an import takes, each with the media type that says so. */
public enum FileFormat {
    CSV("text/csv"),
    TSV("text/tab-separated-values"),
    /** Columns parted by any run of blanks; a cell can hold none. */
    WHITESPACE("text/plain"),
    NDJSON("application/x-ndjson");

    private final String mediaType;

    FileFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The format of a media type without parameters. */
    public static Optional<FileFormat> ofMediaType(String type) {
        String plain = type.trim().toLowerCase(Locale.ROOT);
        for (FileFormat format : values()) {
            if (format.mediaType.equals(plain)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The format by the name that mappings use. */
    public static Optional<FileFormat> ofName(String name) {
        for (FileFormat format : values()) {
            if (format.name().equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Whether the file is a table with named columns, rather than documents. */
    public boolean isTable() {
        return this != NDJSON;
    }
}
