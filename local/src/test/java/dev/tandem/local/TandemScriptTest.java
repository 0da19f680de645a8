package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script with pretended JDKs; a pretended java says with which home it was called. */
class TandemScriptTest {

    @TempDir
    Path folder;

    private record Output(int code, String text) {
    }

    @Test
    void takesJavaHomeWhenItFits() throws Exception {
        Path jdk = jdk("fitting", "25.0.1");
        assertThat(run(Map.of("JAVA_HOME", jdk.toString())).text()).contains("called " + jdk);
    }

    @Test
    void passesOverATooOldJavaHomeForTheNewestInTheUsualFolders() throws Exception {
        Path old = jdk("old", "17.0.15");
        jdk("all/twentyfive", "25.0.1");
        Path newest = jdk("all/twentysix", "26");
        Output output = run(Map.of("JAVA_HOME", old.toString(), "TANDEM_JDK_FOLDERS", folder + "/all/*"));
        assertThat(output.text()).contains("called " + newest);
    }

    @Test
    void takesTheJdkOfThePathAlsoThroughALink() throws Exception {
        Path jdk = jdk("linked", "25");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("javac"), jdk.resolve("bin/javac"));
        Output output = run(Map.of("PATH", bin + ":/usr/bin:/bin", "TANDEM_JDK_FOLDERS", folder + "/none/*"));
        assertThat(output.text()).contains("called " + jdk.toRealPath());
    }

    @Test
    void saysInOneSentenceThatThereIsNoJdk() throws Exception {
        Path old = jdk("all/old", "17.0.15");
        Output output = run(Map.of("JAVA_HOME", old.toString(), "TANDEM_JDK_FOLDERS", folder + "/all/*", "PATH",
                pathWithoutJava()));
        assertThat(output.code()).isEqualTo(5);
        assertThat(output.text().strip().lines()).singleElement().asString().contains("no JDK 25 or newer");
    }

    @Test
    void endsAnUnknownCommandWithTheUsage() throws Exception {
        Output output = run(Map.of(), "fly");
        assertThat(output.code()).isEqualTo(2);
        assertThat(output.text()).contains("usage: ./tandem").contains("unknown command fly");
    }

    private Output run(Map<String, String> environment) throws Exception {
        return run(environment, "status");
    }

    private Output run(Map<String, String> environment, String command) throws Exception {
        Path script = Path.of("..", "tandem").toAbsolutePath().normalize();
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString(), command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.equals("JAVA_HOME") || name.startsWith("TANDEM_"));
        builder.environment().put("TANDEM_BUILD", "skip");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        executable(bin.resolve("javac"), "#!/bin/sh\necho javac " + version + "\n");
        executable(bin.resolve("java"), "#!/bin/sh\necho called " + home + "\n");
        return home;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The tools that the script needs, without whatever javac this machine has beside them. */
    private String pathWithoutJava() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("tools"));
        for (String tool : new String[] { "bash", "dirname", "sed", "cat", "readlink" }) {
            executable(bin.resolve(tool), "#!/bin/sh\nPATH=/usr/bin:/bin exec " + tool + " \"$@\"\n");
        }
        return bin.toString();
    }
}
