package dev.tandem.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data folder of one suite and the checkout it runs from. Everything the launcher writes is in here, so that two
 * folders are two independent suites and deleting is a matter of one folder.
 */
public record Home(Path folder, Path checkout) {
    private static final List<String> OURS = List.of("postgres", "secrets", "jwks", "logs", "run", "demo", "uploads");

    public static Home from(Map<String, String> environment) {
        Path checkout = Path.of(environment.getOrDefault("TANDEM_CHECKOUT", ".")).toAbsolutePath().normalize();
        String wanted = environment.getOrDefault("TANDEM_HOME", "").strip();
        Path folder = wanted.isEmpty() ? checkout.resolve(".tandem") : Path.of(wanted).toAbsolutePath().normalize();
        return new Home(folder, checkout);
    }

    public Path postgres() {
        return folder.resolve("postgres");
    }

    public Path secrets() {
        return folder.resolve("secrets");
    }

    public Path jwks() {
        return folder.resolve("jwks");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    public Path log(String piece) {
        return logs().resolve(piece + ".log");
    }

    public Path run() {
        return folder.resolve("run");
    }

    /** Notes on which port the suite of this folder runs, for a command that was given another one. */
    public void rememberPort(int port) {
        PrivateFiles.write(run().resolve("port"), Integer.toString(port));
    }

    public Optional<Integer> knownPort() {
        Path file = run().resolve("port");
        try {
            return Files.exists(file) ? Optional.of(Integer.valueOf(Files.readString(file).strip())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    public Path demo() {
        return folder.resolve("demo");
    }

    public Path shippedImports() {
        return checkout.resolve("docs/examples/imports");
    }

    /** Whether the data folder was already used. */
    public boolean isUsed() {
        return Files.isDirectory(postgres().resolve("data"));
    }

    public void create() {
        PrivateFiles.createFolder(folder);
        PrivateFiles.createFolder(secrets());
        for (Path path : List.of(jwks(), logs(), run(), postgres())) {
            try {
                Files.createDirectories(path);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot create " + path, e);
            }
        }
    }

    /** Deletes what the launcher made and nothing else: TANDEM_HOME may be a folder that holds other things. */
    public void delete() {
        try {
            for (String name : OURS) {
                deleteTree(folder.resolve(name));
            }
            if (Files.isDirectory(folder)) {
                try (var rest = Files.list(folder)) {
                    if (rest.findAny().isPresent()) {
                        return;
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the data in " + folder, e);
        }
    }

    public static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, java.io.IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
