package dev.tandem.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;

/** {@code docs/promises.md} names for each promise the tests that hold it; here it is held to them. */
class PromisesTest {

    private static final Path CHECKOUT = Path.of("..");
    private static final Path PAGE = CHECKOUT.resolve("docs/promises.md");
    private static final Pattern HEADING = Pattern.compile("## §(\\d) .+");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:\\.\\w+)*#\\w+)`");
    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");

    @Test
    void everyPromiseHasItsTest() throws IOException {
        assertThat(gaps(Files.readString(PAGE))).isEmpty();
    }

    @Test
    void findsAPromiseWithoutATestATestThatIsNoneAndASectionThatIsMissing() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(gaps(page.replace("## §4 ", "## ")))
                .containsExactly("the sections are [2, 3, 5, 6, 7, 8] instead of 2 to 8");
        assertThat(gaps(page.replaceFirst("\n## §3 ", "\n| A bare promise | nobody |\n\n## §3 ")))
                .containsExactly("§2: no test holds \"A bare promise\"");
        assertThat(gaps(page + "\nSee `PromisesTest#gaps`, `PromisesTest#everyPromiseHasNoTest` and `NobodyTest#isThere`.\n"))
                .containsExactly("there is no test PromisesTest#gaps", "there is no test PromisesTest#everyPromiseHasNoTest",
                        "there is no test NobodyTest#isThere");
    }

    private static List<String> gaps(String page) throws IOException {
        List<String> gaps = new ArrayList<>();
        Map<String, List<String>> rows = rows(page);
        if (!List.copyOf(rows.keySet()).equals(List.of("2", "3", "4", "5", "6", "7", "8"))) {
            gaps.add("the sections are " + rows.keySet() + " instead of 2 to 8");
        }
        rows.forEach((section, lines) -> {
            if (lines.isEmpty()) {
                gaps.add("§" + section + " has no promise");
            }
            lines.stream().filter(line -> !NAMED.matcher(line.substring(line.indexOf('|', 1))).find())
                    .forEach(line -> gaps.add("§" + section + ": no test holds \"" + line.split("\\|")[1].strip() + "\""));
        });
        Set<String> known = tests();
        NAMED.matcher(page).results().map(found -> found.group(1)).distinct().filter(name -> !known.contains(name))
                .forEach(name -> gaps.add("there is no test " + name));
        return gaps;
    }

    /** The rows of each section's table, without its head. */
    private static Map<String, List<String>> rows(String page) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : page.lines().toList()) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                section = rows.computeIfAbsent(heading.group(1), number -> new ArrayList<>());
            } else if (line.startsWith("## ")) {
                section = new ArrayList<>();
            } else if (line.startsWith("|") && !line.startsWith("| Promise") && !line.startsWith("|-")) {
                section.add(line);
            }
        }
        return rows;
    }

    /** Every test of the repository as {@code Class#method}; of nested classes as {@code Outer.Inner#method}. */
    private static Set<String> tests() throws IOException {
        Set<String> names = new TreeSet<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> modules = Files.list(CHECKOUT);
                StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = new ArrayList<>();
            for (Path folder : modules.map(module -> module.resolve("src/test/java")).filter(Files::isDirectory).toList()) {
                try (Stream<Path> inside = Files.walk(folder)) {
                    inside.filter(file -> file.toString().endsWith("Test.java")).forEach(sources::add);
                }
            }
            JavacTask parser = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : parser.parse()) {
                unit.accept(new Names(names), "");
            }
        }
        return names;
    }

    private static final class Names extends TreeScanner<Void, String> {

        private final Set<String> names;

        Names(Set<String> names) {
            this.names = names;
        }

        @Override
        public Void visitClass(ClassTree type, String outer) {
            return super.visitClass(type,
                    outer.isEmpty() ? type.getSimpleName().toString() : outer + "." + type.getSimpleName());
        }

        @Override
        public Void visitMethod(MethodTree method, String type) {
            Set<String> marks = new TreeSet<>();
            for (AnnotationTree mark : method.getModifiers().getAnnotations()) {
                marks.add(mark.getAnnotationType().toString());
            }
            if (marks.stream().anyMatch(TESTS::contains) && !marks.contains("Disabled")) {
                names.add(type + "#" + method.getName());
            }
            return null;
        }
    }
}
