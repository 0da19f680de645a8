package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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

import org.jspecify.annotations.Nullable;

import dev.tandem.local.acceptance.FreePorts;
import dev.tandem.local.home.Home;
import dev.tandem.local.process.Processes;

/** A checkout whose four services only pretend, with the real launcher and the real PostgreSQL around them. */
final class FakeCheckout {
    /** Where this is, the tools are GNU's. */
    static final Path SETSID = Path.of("/usr/bin/setsid");
    private static @Nullable Path template;

    private final Path folder;
    private final Path home;
    private final int port;

    record Output(int code, String text) {
    }

    /** A checkout that was never started. */
    static FakeCheckout fresh(Path folder) throws IOException {
        return new FakeCheckout(folder, folder.resolve("home"));
    }

    /** A checkout that was started and stopped once, which saves making a database each time. */
    static FakeCheckout used(Path folder) throws Exception {
        FakeCheckout checkout = fresh(folder);
        Path template = template();
        Path postgres = Files.createDirectories(checkout.home.resolve("postgres"));
        copy(template.resolve("postgres/binaries"), postgres.resolve("binaries"));
        copy(template.resolve("postgres/data"), postgres.resolve("data"));
        copy(template.resolve("secrets"), checkout.home.resolve("secrets"));
        return checkout;
    }

    private static synchronized Path template() throws Exception {
        Path made = template;
        if (made == null) {
            FakeCheckout first = fresh(Files.createTempDirectory("tandem-template"));
            Output up = first.launch("up", "--empty", "--detach");
            assertThat(up.code()).as(up.text()).isZero();
            first.launch("down");
            made = first.home;
            template = made;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(first.folder)));
        }
        return made;
    }

    private static void copy(Path from, Path to) throws Exception {
        assertThat(new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start().waitFor()).isZero();
    }

    private static void delete(Path folder) {
        try {
            Home.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeCheckout(Path folder, Path home) throws IOException {
        this.folder = folder;
        this.home = home;
        this.port = FreePorts.six();
        for (String module : List.of("accounts-service", "orders-service", "metrics-service", "gateway")) {
            fakeJar(jar(module));
        }
    }

    Path home() {
        return home;
    }

    int port() {
        return port;
    }

    Path jar(String module) {
        return folder.resolve("checkout").resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    Output launch(String... words) throws Exception {
        Process process = start(words);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
    }

    Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.exists(SETSID)) {
            // A test run that was started in the background ignores Ctrl-C, and its children would inherit that.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", "target/classes:target/lib/*", Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TANDEM_HOME", home.toString());
        builder.environment().put("TANDEM_CHECKOUT", folder.resolve("checkout").toString());
        builder.environment().put("TANDEM_PORT", Integer.toString(port));
        return builder.start();
    }

    List<ProcessHandle> ours() {
        return Processes.withArgument("-Dtandem.home=" + home);
    }

    ProcessHandle piece(String name) {
        return ours().stream().filter(p -> Processes.hasArgument(p, "-Dtandem.piece=" + name)).findFirst()
                .orElseThrow();
    }

    List<ProcessHandle> database() {
        return Processes.withArgument(home.resolve("postgres/data").toString());
    }

    static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    static void await(BooleanSupplier condition) {
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
