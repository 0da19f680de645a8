package dev.tandem.platform.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/**
 * Writes the note for a native binary on what is looked at by reflection: records and enums, which JSON, lists, patches and
 * imports read part by part, and what Jackson makes by a name in an annotation. A binary without it would be built without
 * complaint and fail when the first such request comes; a list kept by hand would rot. The builds that need it call it.
 */
public final class NativeMetadata {
    private NativeMetadata() {
    }

    /** Arguments: the folder of a module's classes, and the module's name. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), arguments[1]);
    }

    static void write(Path classes, String module) throws IOException {
        Path file = classes.resolve("META-INF/native-image/dev.tandem").resolve(module).resolve("reflect-config.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text(new ClassFileImporter().importPath(classes).stream().filter(NativeMetadata::isReflected)
                .map(JavaClass::getName).sorted().toList()));
    }

    private static boolean isReflected(JavaClass type) {
        return type.isRecord() || type.isEnum() || type.isAssignableTo("com.fasterxml.jackson.databind.JsonSerializer")
                || type.isAssignableTo("com.fasterxml.jackson.databind.JsonDeserializer")
                || type.getAnnotations().stream()
                        .anyMatch(annotation -> annotation.getRawType().getPackageName().startsWith("com.fasterxml.jackson"));
    }

    private static String text(List<String> types) {
        StringBuilder text = new StringBuilder("[");
        for (String type : types) {
            text.append(text.length() > 1 ? ",\n" : "\n").append("{\"name\":\"").append(type)
                    .append("\",\"allDeclaredConstructors\":true,\"allDeclaredMethods\":true,\"allDeclaredFields\":true,")
                    .append("\"allRecordComponents\":true}");
        }
        return text.append("\n]\n").toString();
    }
}
