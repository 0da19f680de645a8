package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void saysInOneSentenceThatMavenIsTooOld() throws Exception {
        Output output = runInCheckout("echo 'Apache Maven 3.8.5 (abc)'");
        assertThat(output.code()).isEqualTo(5);
        assertThat(output.text().strip().lines()).singleElement().asString().contains("Maven 3.8.5 is too old");
    }

    @Test
    void showsWhyABuildFailed() throws Exception {
        Output output = runInCheckout("""
                [ "$1" = -v ] && { echo 'Apache Maven 3.9.9 (abc)'; exit 0; }
                echo '[INFO] Building Tandem: platform 0.1.0-SNAPSHOT   [1/7]'
                echo '[ERROR] Main.java: cannot find symbol'
                exit 1
                """);
        assertThat(output.code()).isEqualTo(1);
        assertThat(output.text()).contains("Tandem: platform").contains("cannot find symbol")
                .contains("target/tandem-build.log").doesNotContain("called");
    }

    @Test
    void buildsOnlyWhenASourceIsNewerThanTheLastBuild() throws Exception {
        String maven = """
                [ "$1" = -v ] && { echo 'Apache Maven 3.9.9 (abc)'; exit 0; }
                mkdir -p platform/target/classes local/target/classes/dev/tandem/local local/target/lib
                touch local/target/classes/dev/tandem/local/Main.class
                for service in accounts-service orders-service metrics-service gateway; do
                  mkdir -p $service/target/quarkus-app && touch $service/target/quarkus-app/quarkus-run.jar
                done
                echo built
                """;
        assertThat(runInCheckout(maven).text()).contains("Building Tandem").contains("called");
        assertThat(runInCheckout(maven).text()).doesNotContain("Building Tandem").contains("called");
        Path source = folder.resolve("checkout/gateway/src/main/java/Route.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(runInCheckout(maven).text()).contains("Building Tandem");
    }

    /** A build for the images is one for a start too, but not the other way round: it leaves out their lists of parts. */
    @Test
    void buildsForImagesWhatAStartLeavesOut() throws Exception {
        String maven = """
                [ "$1" = -v ] && { echo 'Apache Maven 3.9.9 (abc)'; exit 0; }
                mkdir -p platform/target/classes local/target/classes/dev/tandem/local local/target/lib images/target/lib
                touch local/target/classes/dev/tandem/local/Main.class
                for service in accounts-service orders-service metrics-service gateway; do
                  mkdir -p $service/target/quarkus-app && touch $service/target/quarkus-app/quarkus-run.jar
                done
                echo "$*" >> asked
                """;
        runInCheckout(maven);
        assertThat(runInCheckout(maven, "images").text()).contains("Building Tandem").contains("called");
        assertThat(runInCheckout(maven, "images").text()).doesNotContain("Building Tandem");
        assertThat(runInCheckout(maven).text()).doesNotContain("Building Tandem");
        String services = "platform,accounts-service,orders-service,metrics-service,gateway,local";
        assertThat(Files.readAllLines(folder.resolve("checkout/asked"))).containsExactly(
                "-B -T 2 -Dtandem.start -pl " + services + " package",
                "-B -T 2 -DskipTests -pl " + services + ",images package");
    }

    /** A JVM that is told of two collectors does not start. */
    @Test
    void leavesMavensOptionsToWhoHasHisOwn() throws Exception {
        String maven = """
                [ "$1" = -v ] && { echo 'Apache Maven 3.9.9 (abc)'; exit 0; }
                echo "[ERROR] options: $MAVEN_OPTS"
                exit 1
                """;
        assertThat(runInCheckout(maven, "status", "-XX:+UseSerialGC").text()).contains("options: -XX:+UseSerialGC\n");
        assertThat(runInCheckout(maven).text()).contains("-XX:TieredStopAtLevel=1");
    }

    @Test
    void saysThatItCannotBuildWhereItMayNotWrite() throws Exception {
        Files.createDirectories(folder.resolve("checkout"));
        // A file of that name is in the way of everybody, root included.
        Files.writeString(folder.resolve("checkout/target"), "");
        Output output = runInCheckout("echo 'Apache Maven 3.9.9 (abc)'");
        assertThat(output.code()).isEqualTo(6);
        assertThat(output.text().strip().lines()).singleElement().asString().contains("is not writable");
    }

    @Test
    void buildsAgainAfterAnInterruptedBuild() throws Exception {
        assumeTrue(Files.exists(FakeCheckout.SETSID), "without setsid the interrupt would reach this test too");
        String maven = """
                [ "$1" = -v ] && { echo 'Apache Maven 3.9.9 (abc)'; exit 0; }
                mkdir -p platform/target/classes local/target/classes/dev/tandem/local local/target/lib
                touch local/target/classes/dev/tandem/local/Main.class
                for service in accounts-service orders-service metrics-service gateway; do
                  mkdir -p $service/target/quarkus-app && touch $service/target/quarkus-app/quarkus-run.jar
                done
                """;
        Output interrupted = runInCheckout(maven + "kill -INT 0; sleep 20");
        assertThat(interrupted.code()).as(interrupted.text()).isEqualTo(130);
        assertThat(interrupted.text()).contains("interrupted").doesNotContain("called");
        assertThat(runInCheckout(maven).text()).contains("Building Tandem").contains("called");
        assertThat(runInCheckout(maven).text()).doesNotContain("Building Tandem");
    }

    /** Runs a copy of the script in a checkout of its own with a pretended Maven. */
    private Output runInCheckout(String maven) throws Exception {
        return runInCheckout(maven, "status");
    }

    private Output runInCheckout(String maven, String command) throws Exception {
        return runInCheckout(maven, command, "");
    }

    private Output runInCheckout(String maven, String command, String mavenOptions) throws Exception {
        Path checkout = Files.createDirectories(folder.resolve("checkout"));
        for (String module : List.of("platform", "accounts-service", "orders-service", "metrics-service", "gateway",
                "local", "images")) {
            Path sources = Files.createDirectories(checkout.resolve(module).resolve("src/main/java"));
            if (!Files.exists(sources.resolve("Route.java"))) {
                Files.writeString(sources.resolve("Route.java"), "class Route {}");
            }
        }
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), FileTime.from(Instant.EPOCH));
        Path script = Files.copy(Path.of("..", "tandem"), checkout.resolve("tandem"),
                StandardCopyOption.REPLACE_EXISTING);
        Path bin = Files.createDirectories(folder.resolve("maven"));
        executable(bin.resolve("mvn"), "#!/bin/sh\n" + maven);
        return run(script, Map.of("JAVA_HOME", jdk("fitting", "25.0.1").toString(), "TANDEM_BUILD", "", "PATH",
                bin + ":/usr/bin:/bin", "MAVEN_OPTS", mavenOptions), command);
    }

    private Output run(Map<String, String> environment) throws Exception {
        return run(environment, "status");
    }

    private Output run(Map<String, String> environment, String command) throws Exception {
        return run(Path.of("..", "tandem").toAbsolutePath().normalize(), environment, command);
    }

    private static Output run(Path script, Map<String, String> environment, String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("bash", script.toString(), command));
        if (Files.exists(FakeCheckout.SETSID)) {
            // A session, so that an interrupt of the script's group reaches nobody else.
            words.addAll(0, List.of(FakeCheckout.SETSID.toString(), "--wait", "/usr/bin/env", "--default-signal=INT"));
        }
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
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
