package dev.tandem.platform.exports;

import java.util.UUID;

/** One record as the import of its kind would read it. */
public record ExportRow<T>(UUID id, T value) {
}
