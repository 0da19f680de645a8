package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.local.acceptance.FreePorts;
import dev.tandem.local.process.LauncherLock;
import dev.tandem.local.process.Processes;

/** The life of the processes, with the real launcher and the real PostgreSQL around services that only pretend. */
class LauncherTest {

    @TempDir
    Path folder;
    private Path home;
    private int port;

    private record Output(int code, String text) {
    }

    @BeforeEach
    void makeCheckout() throws IOException {
        home = folder.resolve("home");
        port = FreePorts.six();
        for (String module : List.of("accounts-service", "orders-service", "metrics-service", "gateway")) {
            fakeJar(folder.resolve("checkout").resolve(module).resolve("target/quarkus-app/quarkus-run.jar"));
        }
    }

    @AfterEach
    void stop() throws Exception {
        launch("down");
    }

    @Test
    void startsInTheBackgroundTellsItsStateAndStops() throws Exception {
        Output up = launch("up", "--empty", "--detach");
        assertThat(up.code()).as(up.text()).isZero();
        assertThat(up.text()).contains("gateway    ready").contains("http://localhost:" + port + "/docs")
                .contains("sales-manager");
        assertThat(launch("status").code()).isZero();
        assertThat(launch("up", "--detach").text()).contains("already runs");

        assertThat(launch("down").code()).isZero();

        assertThat(ours()).isEmpty();
        assertThat(launch("status").code()).isNotZero();
    }

    @Test
    void stopsEverythingCleanlyOnCtrlC() throws Exception {
        Process up = start("up", "--empty");
        await(() -> Files.exists(home.resolve("logs/postgres.log")) && ours().size() == 4 && listens(port)
                && listens(port + 3));

        Processes.signal(up.toHandle(), "INT");

        String text = new String(up.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(up.waitFor()).isEqualTo(130);
        assertThat(text).contains("Stopping; the data stay in " + home).contains("Stopped");
        assertThat(ours()).isEmpty();
        assertThat(database()).isEmpty();
        assertThat(Files.readString(home.resolve("logs/postgres.log"))).contains("database system is shut down");
    }

    @Test
    void startsADeadServiceAndADeadDatabaseAgain() throws Exception {
        launch("up", "--empty", "--detach");
        ProcessHandle metrics = piece("metrics");
        ProcessHandle database = database().getFirst();

        metrics.destroyForcibly();
        database.destroyForcibly();

        await(() -> ours().stream().anyMatch(p -> Processes.hasArgument(p, "-Dtandem.piece=metrics")
                && p.pid() != metrics.pid()));
        await(() -> database().stream().anyMatch(p -> p.pid() != database.pid()));
        await(() -> listens(port + 3) && listens(port + 4));
        assertThat(Files.readString(home.resolve("logs/launcher.log"))).contains("metrics ended with 137");
    }

    @Test
    void cleansUpAfterAKilledLauncherAndStartsAgain() throws Exception {
        launch("up", "--empty", "--detach");
        List<ProcessHandle> before = ours();
        ProcessHandle launcher = LauncherLock.holder(home.resolve("run")).orElseThrow();
        launcher.destroyForcibly();
        await(() -> !Processes.isRunning(launcher));
        assertThat(before).allMatch(Processes::isRunning);

        Output again = launch("up", "--detach");

        assertThat(again.code()).as(again.text()).isZero();
        assertThat(again.text()).contains("an earlier run left behind").contains("Starting again");
        assertThat(before).noneMatch(Processes::isRunning);
        assertThat(ours()).hasSize(4);
    }

    @Test
    void namesATakenPortAndStartsNothing() throws Exception {
        try (ServerSocket other = new ServerSocket(port + 2, 1, InetAddress.getLoopbackAddress())) {
            Output up = launch("up", "--empty", "--detach");
            assertThat(up.code()).isEqualTo(4);
            assertThat(up.text()).contains("port " + other.getLocalPort() + " (orders) is taken");
        }
        assertThat(ours()).isEmpty();
        assertThat(database()).isEmpty();
    }

    @Test
    void deletesItsDataAndNothingElseOnReset() throws Exception {
        launch("up", "--empty", "--detach");
        Path foreign = Files.writeString(home.resolve("notes.txt"), "mine");

        assertThat(launch("reset").code()).isZero();

        assertThat(home).isDirectoryContaining(path -> path.equals(foreign));
        try (var left = Files.list(home)) {
            assertThat(left).containsExactly(foreign);
        }
    }

    private Output launch(String... words) throws Exception {
        Process process = start(words);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", "target/classes:target/lib/*", Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TANDEM_HOME", home.toString());
        builder.environment().put("TANDEM_CHECKOUT", folder.resolve("checkout").toString());
        builder.environment().put("TANDEM_PORT", Integer.toString(port));
        return builder.start();
    }

    private List<ProcessHandle> ours() {
        return Processes.withArgument("-Dtandem.home=" + home);
    }

    private ProcessHandle piece(String name) {
        return ours().stream().filter(p -> Processes.hasArgument(p, "-Dtandem.piece=" + name)).findFirst()
                .orElseThrow();
    }

    private List<ProcessHandle> database() {
        return Processes.withArgument(home.resolve("postgres/data").toString());
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the awaited did not come true in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static void fakeJar(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                Path.of("target/test-classes").toUri().toString());
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }
}
