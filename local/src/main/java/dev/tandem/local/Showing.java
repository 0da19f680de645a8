package dev.tandem.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.tandem.local.home.Failure;
import dev.tandem.local.process.LauncherLock;
import dev.tandem.local.suite.Readiness;

/** Tells how things are without changing them. */
final class Showing {
    private static final int TAIL = 64 * 1024;
    private static final int NOT_RUNNING = 1;

    private final Run run;

    Showing(Run run) {
        this.run = run;
    }

    /** One line per piece. The exit code is 0 only when everything is ready. */
    int status() {
        Optional<ProcessHandle> launcher = Files.isDirectory(run.home().run())
                ? LauncherLock.holder(run.home().run())
                : Optional.empty();
        run.terminal().say("%-12s %s", "data", run.home().folder());
        run.terminal().say("%-12s %s", "launcher",
                launcher.map(process -> "runs (process " + process.pid() + ")").orElse("does not run"));
        boolean all = launcher.isPresent();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            for (Map.Entry<String, Integer> piece : run.ports().byPiece().entrySet()) {
                if (piece.getKey().contains(" ")) {
                    continue;
                }
                String state = state(client, piece.getKey(), piece.getValue());
                all &= state.equals("ready");
                run.terminal().say("%-12s port %-6d %s", piece.getKey(), piece.getValue(), state);
            }
        }
        return all ? 0 : NOT_RUNNING;
    }

    private static String state(HttpClient client, String piece, int port) {
        if (!listens(port)) {
            return "down";
        }
        if (piece.equals("postgres")) {
            return "ready";
        }
        return Readiness.isReady(client, URI.create("http://127.0.0.1:" + port + "/q/health/ready")) ? "ready"
                : "not ready";
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Prints the end of a log, and what is added to it where asked. */
    int logs(String piece, boolean follow) {
        Path log = run.home().log(piece);
        if (!Files.isRegularFile(log)) {
            throw new Failure(Failure.USAGE, "there is no log " + log + ".");
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            if (file.length() > TAIL) {
                file.seek(file.length() - TAIL);
                file.readLine();
            }
            copy(file);
            while (follow) {
                Readiness.pause();
                copy(file);
            }
            return 0;
        } catch (IOException e) {
            throw Failure.of("cannot read " + log + ": " + e.getMessage(), e);
        }
    }

    private static void copy(RandomAccessFile file) throws IOException {
        byte[] bytes = new byte[8192];
        for (int read = file.read(bytes); read > 0; read = file.read(bytes)) {
            System.out.print(new String(bytes, 0, read, StandardCharsets.UTF_8));
        }
        System.out.flush();
    }
}
