package dev.tandem.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** The manifests of this checkout, copied aside so that secrets and combinations can be laid beside them. */
final class Tree {
    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path HERE = CHECKOUT.resolve("k8s");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Map<Path, String> RENDERED = new HashMap<>();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static Tree shared;

    private final Path folder;

    /** An overlay with what is added to it, as the README names them. */
    record Combination(String overlay, List<String> components) {

        @Override
        public String toString() {
            return Stream.concat(Stream.of(overlay), components.stream()).collect(Collectors.joining(" + "));
        }
    }

    private Tree(Path folder) {
        this.folder = folder;
    }

    static synchronized Tree shared() {
        if (shared == null) {
            shared = copy(Path.of("target/kustomize").toAbsolutePath());
        }
        return shared;
    }

    private static Tree copy(Path folder) {
        try {
            delete(folder);
            for (String part : List.of("base", "components", "overlays")) {
                try (Stream<Path> files = Files.walk(HERE.resolve(part))) {
                    for (Path file : files.filter(Files::isRegularFile).filter(one -> !one.toString().contains("/secrets/"))
                            .toList()) {
                        Path to = folder.resolve(HERE.relativize(file));
                        Files.createDirectories(to.getParent());
                        Files.copy(file, to);
                    }
                }
            }
            Secrets.main(new String[] { folder.resolve("overlays/local/secrets").toString() });
            return new Tree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    Path folder() {
        return folder;
    }

    synchronized String render(Combination combination) {
        return RENDERED.computeIfAbsent(folder.resolve(combination.toString()),
                any -> Kubectl.find().render(kustomization(combination)));
    }

    /** The overlay itself, or a copy beside it whose list of components goes on as the README says. */
    private Path kustomization(Combination combination) {
        Path overlay = folder.resolve(combination.overlay());
        if (combination.components().isEmpty()) {
            return overlay;
        }
        Path wanted = overlay.resolveSibling(combination.toString().replaceAll("[^a-z0-9]+", "-"));
        try {
            copyFiles(overlay, wanted);
            ObjectNode whole = (ObjectNode) YAML.readTree(overlay.resolve("kustomization.yaml").toFile());
            ArrayNode components = whole.withArray("components");
            combination.components().forEach(component -> components.add("../../" + component));
            YAML.writeValue(wanted.resolve("kustomization.yaml").toFile(), whole);
            return wanted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The rows of the README's table of combinations. */
    static List<Combination> combinations() {
        List<Combination> found = new ArrayList<>();
        for (String line : section("Combinations")) {
            List<String> names = quoted(line);
            if (line.startsWith("|") && !names.isEmpty() && names.getFirst().startsWith("overlays/")) {
                found.add(new Combination(names.getFirst(), names.subList(1, names.size())));
            }
        }
        return found;
    }

    /** The secrets that the README says to make: name and keys. */
    static Map<String, Set<String>> secretsToMake() {
        Map<String, Set<String>> found = new HashMap<>();
        for (String line : section("Secrets")) {
            String[] cells = line.split("\\|");
            if (line.startsWith("| `") && cells.length > 2) {
                for (String name : quoted(cells[1])) {
                    found.put(name, new TreeSet<>(quoted(cells[2])));
                }
            }
        }
        return found;
    }

    private static List<String> quoted(String text) {
        return QUOTED.matcher(text).results().map((MatchResult one) -> one.group(1)).toList();
    }

    /** The lines below a heading of the README. */
    static List<String> section(String heading) {
        try {
            List<String> lines = new ArrayList<>();
            boolean inside = false;
            for (String line : Files.readAllLines(HERE.resolve("README.md"))) {
                inside = line.startsWith("#") ? line.replace("#", "").strip().equals(heading) : inside;
                if (inside) {
                    lines.add(line);
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
