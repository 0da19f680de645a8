package dev.tandem.platform.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/**
 * Sources that break a rule, compiled on the spot: so that a rule is seen to fail without broken code lying among the
 * sources.
 */
public final class PlantedTypes {

    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern NAME = Pattern.compile("(?:class|record|interface) (\\w+)");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** One for all, because it remembers what lies on the class path. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private PlantedTypes() {
    }

    /** @param folder where the class files go, empty before */
    public static JavaClasses in(Path folder, String... sources) {
        List<JavaFileObject> files = new ArrayList<>();
        for (String source : sources) {
            files.add(source(source));
        }
        StringWriter said = new StringWriter();
        try {
            FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
        if (!COMPILER.getTask(said, FILES, null, List.of("-proc:none", "-nowarn"), null, files).call()) {
            throw new IllegalArgumentException(said.toString());
        }
        return new ClassFileImporter().importPath(folder);
    }

    private static JavaFileObject source(String text) {
        String name = find(PACKAGE, text) + "." + (text.contains("package-info") ? "package-info" : find(NAME, text));
        return new SimpleJavaFileObject(URI.create("planted:///" + name.replace('.', '/') + ".java"),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static String find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }
}
