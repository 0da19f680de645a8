package dev.tandem.local.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.tandem.local.home.Failure;

/**
 * What a folder of files is to be imported as: its own manifest decides, else every shipped manifest whose files are all
 * in the folder or in one folder of it.
 */
public final class DataFolder {
    private static final String MANIFEST = "manifest.json";

    private DataFolder() {
    }

    /** A manifest with the place of each of its files. */
    public record Match(Manifest manifest, List<Path> files) {
    }

    /**
     * @param matches what is imported, in order
     * @param ignored files of the folder that no manifest names
     */
    public record Found(List<Match> matches, List<Path> ignored) {
    }

    public static Found find(Path data, Path shippedImports) {
        if (!Files.isDirectory(data)) {
            throw new Failure(Failure.USAGE, "there is no folder " + data + ".");
        }
        List<Path> folders = withSubfolders(data);
        List<Match> matches = new ArrayList<>();
        Path own = data.resolve(MANIFEST);
        if (Files.exists(own)) {
            matches.add(required(Manifest.read(own), folders));
        } else {
            for (Manifest manifest : shipped(shippedImports)) {
                match(manifest, folders).ifPresent(matches::add);
            }
        }
        return new Found(matches, ignored(folders, matches));
    }

    private static Match required(Manifest manifest, List<Path> folders) {
        return match(manifest, folders).orElseThrow(() -> {
            List<String> missing = manifest.files().stream()
                    .filter(entry -> !Files.isRegularFile(folders.getFirst().resolve(entry.file())) && !entry.shipped())
                    .map(Manifest.Entry::file).toList();
            return Failure.of("the manifest of " + manifest.folder() + " names files that are not there: "
                    + String.join(", ", missing) + ".");
        });
    }

    /** All files must lie in one folder: two sets may have files of the same name. */
    private static Optional<Match> match(Manifest manifest, List<Path> folders) {
        return folders.stream().map(folder -> filesIn(manifest, folder)).flatMap(Optional::stream)
                .map(files -> new Match(manifest, files)).findFirst();
    }

    private static Optional<List<Path>> filesIn(Manifest manifest, Path folder) {
        List<Path> files = new ArrayList<>();
        boolean any = false;
        for (Manifest.Entry entry : manifest.files()) {
            Path file = folder.resolve(entry.file());
            Path shipped = manifest.folder().resolve(entry.file());
            if (Files.isRegularFile(file)) {
                any = true;
                files.add(file);
            } else if (entry.shipped() && Files.isRegularFile(shipped)) {
                files.add(shipped);
            } else {
                return Optional.empty();
            }
        }
        // What ships with the manifest alone says nothing about the folder.
        return any ? Optional.of(files) : Optional.empty();
    }

    private static List<Manifest> shipped(Path shippedImports) {
        if (!Files.isDirectory(shippedImports)) {
            return List.of();
        }
        return list(shippedImports).filter(Files::isDirectory).map(folder -> folder.resolve(MANIFEST))
                .filter(Files::exists).map(Manifest::read).toList();
    }

    private static List<Path> ignored(List<Path> folders, List<Match> matches) {
        Set<Path> used = new HashSet<>();
        for (Match match : matches) {
            used.addAll(match.files());
            match.manifest().files().stream().map(Manifest.Entry::mapping).filter(java.util.Objects::nonNull)
                    .forEach(mapping -> used.add(match.manifest().folder().resolve(mapping)));
        }
        return folders.stream().flatMap(DataFolder::list).filter(Files::isRegularFile)
                .filter(file -> !used.contains(file.toAbsolutePath()) && !used.contains(file))
                .filter(file -> !file.getFileName().toString().equals(MANIFEST)).toList();
    }

    /** The folder and the folders directly in it, by name. */
    private static List<Path> withSubfolders(Path data) {
        List<Path> folders = new ArrayList<>();
        Path root = data.toAbsolutePath().normalize();
        folders.add(root);
        list(root).filter(Files::isDirectory).filter(folder -> !folder.getFileName().toString().startsWith("."))
                .forEach(folders::add);
        return folders;
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted(Comparator.comparing(Path::getFileName)).toList().stream();
        } catch (IOException e) {
            throw Failure.of("cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
