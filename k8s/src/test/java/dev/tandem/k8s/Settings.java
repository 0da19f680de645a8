package dev.tandem.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;

/**
 * The environment names that a service reads: from its {@code @ConfigMapping} interfaces, from the settings that its code
 * names, and from its properties, each in the form that MicroProfile Config gives them in an environment.
 */
final class Settings {
    private static final Pattern NAMED = Pattern.compile("\"[^\"]*?\\$?\\{?(tandem\\.[a-z0-9-]+(?:\\.[a-z0-9-]+)*)[^\"]*\"");
    private static final Pattern IN_PROPERTIES = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)(?=[:}])");

    private final List<Pattern> patterns = new ArrayList<>();

    private Settings() {
    }

    static Settings of(String service) {
        Settings settings = new Settings();
        List<Path> modules = service.equals("gateway") ? List.of(Path.of(service))
                : List.of(Path.of("platform"), Path.of(service));
        for (Path module : modules) {
            Path main = dev.tandem.k8s.Tree.CHECKOUT.resolve(module).resolve("src/main");
            settings.readSources(main.resolve("java"));
            settings.readProperties(main.resolve("resources"));
        }
        return settings;
    }

    boolean knows(String environmentName) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(environmentName).matches());
    }

    private void readProperties(Path resources) {
        for (Path file : files(resources, ".properties")) {
            read(file).lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                if (line.contains("=")) {
                    add(line.substring(0, line.indexOf('=')).strip().replaceFirst("^%[a-z]+\\.", ""));
                }
                IN_PROPERTIES.matcher(line).results().forEach(found -> patterns.add(Pattern.compile(found.group(1))));
            });
        }
    }

    private void readSources(Path sources) {
        List<Path> mapped = new ArrayList<>();
        for (Path file : files(sources, ".java")) {
            String text = read(file);
            Matcher named = NAMED.matcher(text);
            while (named.find()) {
                add(named.group(1));
            }
            if (text.contains("@ConfigMapping(")) {
                mapped.add(file);
            }
        }
        mapped.forEach(this::readMapping);
    }

    private void readMapping(Path file) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjects(file));
            for (CompilationUnitTree unit : task.parse()) {
                Map<String, ClassTree> types = new HashMap<>();
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void nothing) {
                        types.put(type.getSimpleName().toString(), type);
                        return super.visitClass(type, nothing);
                    }
                }.scan(unit, null);
                types.values().forEach(type -> prefix(type).forEach(prefix -> members(prefix, type, types)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> prefix(ClassTree type) {
        return type.getModifiers().getAnnotations().stream().map(AnnotationTree::toString)
                .filter(annotation -> annotation.contains("ConfigMapping"))
                .map(annotation -> annotation.replaceAll("(?s).*?\"([^\"]+)\".*", "$1"));
    }

    private void members(String prefix, ClassTree type, Map<String, ClassTree> types) {
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                boolean parent = method.getModifiers().getAnnotations().toString().contains("WithParentName");
                String name = parent ? prefix : prefix + "." + kebab(method.getName().toString());
                value(name, method.getReturnType(), types);
            }
        }
    }

    private void value(String name, Tree type, Map<String, ClassTree> types) {
        if (type instanceof ParameterizedTypeTree generic) {
            Tree last = generic.getTypeArguments().getLast();
            switch (generic.getType().toString()) {
                case "List", "Set" -> {
                    value(name + "[0]", last, types);
                    value(name, last, Map.of());
                }
                case "Map" -> value(name + ".*", last, types);
                default -> value(name, last, types);
            }
        } else if (types.containsKey(type.toString())) {
            members(name, types.get(type.toString()), types);
        } else {
            add(name);
        }
    }

    /** As MicroProfile Config maps names: every character that is no letter or digit is an underscore. */
    private void add(String property) {
        StringBuilder pattern = new StringBuilder();
        for (String part : property.split("(?<=\\*)|(?=\\*)|(?=\\[0])|(?<=\\[0])")) {
            pattern.append(switch (part) {
                case "*" -> "[A-Z0-9_]+";
                case "[0]" -> "_[0-9]+_";
                default -> part.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
            });
        }
        patterns.add(Pattern.compile(pattern.toString()));
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
