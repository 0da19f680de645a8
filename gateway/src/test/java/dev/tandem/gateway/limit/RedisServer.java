package dev.tandem.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

import dev.tandem.platform.testing.Eventually;

/** A real Redis on a port of its own that keeps nothing; it can be killed, started again and stopped short. */
final class RedisServer implements AutoCloseable {

    private final Path folder;
    private final String password;
    private final int port;
    private @Nullable Process process;

    RedisServer(Path folder, String password) throws IOException {
        this.folder = folder;
        this.password = password;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    /** Without the program a test is skipped; where CI is to have it, it fails. */
    static void need() {
        boolean isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(at -> Files.isExecutable(Path.of(at, "redis-server")));
        if (System.getenv("CI") != null) {
            assertThat(isThere).as("redis-server is on the PATH (Debian: apt-get install redis-server)").isTrue();
        }
        Assumptions.assumeTrue(isThere, "There is no redis-server on the PATH; Debian: apt-get install redis-server");
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    void start() throws IOException {
        Path settings = Files.writeString(folder.resolve(port + ".conf"),
                "port " + port + "\nbind 127.0.0.1\nsave \"\"\nappendonly no\ndir " + folder + "\n"
                        + (password.isEmpty() ? "" : "requirepass \"" + password + "\"\n"));
        process = new ProcessBuilder("redis-server", settings.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve(port + ".log").toFile()).start();
        Eventually.within(Duration.ofSeconds(20), () -> assertThat(listens()).as("redis-server listens").isTrue());

    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** Takes connections and says nothing. */
    void fallSilent() throws Exception {
        signal("STOP");
    }

    void speakAgain() throws Exception {
        signal("CONT");
    }

    void command(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(port), "--no-auth-warning", "-a",
                password));
        command.addAll(List.of(words));
        Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("OK\n");
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder(List.of("kill", "-" + name, Long.toString(process.pid()))).start().waitFor()).isZero();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
