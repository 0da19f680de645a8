package dev.tandem.local.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.local.home.Failure;

/**
 * A set of files that belong together, in the order in which they are to be imported.
 *
 * @param folder where the manifest itself is: its mappings and the files it ships lie there
 */
public record Manifest(String name, String title, List<Entry> files, Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * One file.
     *
     * @param api prefix of the service that takes it, such as {@code /api/v1/b2b}
     * @param isShipped the file comes with the manifest when the data folder has none of that name
     */
    public record Entry(@JsonProperty(required = true) String file, @JsonProperty(required = true) String api,
            @JsonProperty(required = true) String kind, @Nullable String mapping, @Nullable String mode,
            @JsonProperty("shipped") @Nullable Boolean isShipped, @Nullable String contentType) {

        boolean shipped() {
            return Boolean.TRUE.equals(isShipped);
        }

        String effectiveMode() {
            return mode == null ? "upsert" : mode;
        }

        /** The media type by the manifest, else by the name. */
        String effectiveContentType() {
            if (contentType != null) {
                return contentType;
            }
            String plain = file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
            String extension = plain.substring(plain.lastIndexOf('.') + 1);
            return switch (extension) {
                case "csv" -> "text/csv";
                case "tsv", "tab" -> "text/tab-separated-values";
                case "ndjson", "jsonl" -> "application/x-ndjson";
                default -> "text/plain";
            };
        }
    }

    private record Document(@JsonProperty(required = true) String name, @Nullable String title,
            @JsonProperty(required = true) List<Entry> files) {
    }

    public static Manifest read(Path file) {
        try {
            Document document = JSON.readValue(Files.readAllBytes(file), Document.class);
            String title = document.title() == null ? document.name() : document.title();
            return new Manifest(document.name(), title, List.copyOf(document.files()),
                    Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder"));
        } catch (JsonProcessingException e) {
            throw Failure.of("the manifest " + file + " is not valid: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw Failure.of("cannot read the manifest " + file + ": " + e.getMessage(), e);
        }
    }

    /** The name under which a mapping of this set is kept in the service. */
    String mappingName(String mappingFile) {
        String plain = Path.of(mappingFile).getFileName().toString().replaceFirst("\\.mapping\\.json$", "")
                .replaceFirst("\\.json$", "");
        return name + "-" + plain;
    }
}
