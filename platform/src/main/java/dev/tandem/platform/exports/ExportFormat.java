package dev.tandem.platform.exports;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.format.FileFormat;
import dev.tandem.platform.problem.ProblemException;

/** The shapes of file that an export has. */
enum ExportFormat {
    CSV(FileFormat.CSV, ";charset=UTF-8;header=present"),
    NDJSON(FileFormat.NDJSON, "");

    private final FileFormat format;
    private final String parameters;

    ExportFormat(FileFormat format, String parameters) {
        this.format = format;
        this.parameters = parameters;
    }

    static ExportFormat of(@Nullable String name) {
        return switch (name) {
            case null -> CSV;
            case "csv" -> CSV;
            case "ndjson" -> NDJSON;
            default -> throw ProblemException.badRequest("unknown-value", "?format", "format is csv or ndjson.");
        };
    }

    String mediaType() {
        return format.mediaType() + parameters;
    }

    String fileName(String kind) {
        return kind + "." + name().toLowerCase(Locale.ROOT);
    }
}
