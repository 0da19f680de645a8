package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.local.process.LauncherLock;
import dev.tandem.local.process.Processes;

/** The life of the processes, with the real launcher and the real PostgreSQL around services that only pretend. */
@Tag("all")
class LauncherTest {

    @TempDir
    Path folder;
    private FakeCheckout tandem;

    @BeforeEach
    void makeCheckout() throws Exception {
        tandem = FakeCheckout.used(folder);
    }

    @AfterEach
    void stop() throws Exception {
        tandem.launch("down");
    }

    @Test
    void startsInTheBackgroundTellsItsStateAndStops() throws Exception {
        tandem = FakeCheckout.fresh(folder.resolve("fresh"));
        FakeCheckout.Output up = tandem.launch("up", "--empty", "--detach");
        assertThat(up.code()).as(up.text()).isZero();
        assertThat(up.text()).contains("gateway    ready").contains("http://localhost:" + tandem.port() + "/docs")
                .contains("sales-manager");
        assertThat(tandem.launch("status").code()).isZero();
        assertThat(tandem.launch("up", "--detach").text()).contains("already runs");

        assertThat(tandem.launch("down").code()).isZero();

        assertThat(tandem.ours()).isEmpty();
        assertThat(tandem.launch("status").code()).isNotZero();
    }

    @Test
    void stopsEverythingCleanlyOnCtrlC() throws Exception {
        Process up = tandem.start("up", "--empty");
        FakeCheckout.await(() -> Files.exists(tandem.home().resolve("logs/postgres.log")) && tandem.ours().size() == 4
                && FakeCheckout.listens(tandem.port())
                && FakeCheckout.listens(tandem.port() + 3));

        Processes.signal(up.toHandle(), "INT");

        String text = new String(up.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(up.waitFor()).isEqualTo(130);
        assertThat(text).contains("Stopping; the data stay in " + tandem.home()).contains("Stopped");
        assertThat(tandem.ours()).isEmpty();
        assertThat(tandem.database()).isEmpty();
        assertThat(Files.readString(tandem.home().resolve("logs/postgres.log"))).contains("database system is shut down");
    }

    @Test
    void startsADeadServiceAndADeadDatabaseAgain() throws Exception {
        tandem.launch("up", "--empty", "--detach");
        ProcessHandle metrics = tandem.piece("metrics");
        ProcessHandle database = tandem.database().getFirst();

        metrics.destroyForcibly();
        database.destroyForcibly();

        FakeCheckout.await(() -> tandem.ours().stream().anyMatch(p -> Processes.hasArgument(p, "-Dtandem.piece=metrics")
                && p.pid() != metrics.pid()));
        FakeCheckout.await(() -> tandem.database().stream().anyMatch(p -> p.pid() != database.pid()));
        FakeCheckout.await(() -> FakeCheckout.listens(tandem.port() + 3) && FakeCheckout.listens(tandem.port() + 4));
        assertThat(Files.readString(tandem.home().resolve("logs/launcher.log"))).contains("metrics ended with 137");
    }

    @Test
    void cleansUpAfterAKilledLauncherAndStartsAgain() throws Exception {
        tandem.launch("up", "--empty", "--detach");
        List<ProcessHandle> before = tandem.ours();
        ProcessHandle launcher = LauncherLock.holder(tandem.home().resolve("run")).orElseThrow();
        launcher.destroyForcibly();
        FakeCheckout.await(() -> !Processes.isRunning(launcher));
        assertThat(before).allMatch(Processes::isRunning);

        FakeCheckout.Output again = tandem.launch("up", "--detach");

        assertThat(again.code()).as(again.text()).isZero();
        assertThat(again.text()).contains("an earlier run left behind").contains("Starting again");
        assertThat(before).noneMatch(Processes::isRunning);
        assertThat(tandem.ours()).hasSize(4);
    }

    @Test
    void namesATakenPortAndStartsNothing() throws Exception {
        try (ServerSocket other = new ServerSocket(tandem.port() + 2, 1, InetAddress.getLoopbackAddress())) {
            FakeCheckout.Output up = tandem.launch("up", "--empty", "--detach");
            assertThat(up.code()).isEqualTo(4);
            assertThat(up.text()).contains("port " + other.getLocalPort() + " (orders) is taken");
        }
        assertThat(tandem.ours()).isEmpty();
        assertThat(tandem.database()).isEmpty();
    }

    @Test
    void deletesItsDataAndNothingElseOnReset() throws Exception {
        tandem.launch("up", "--empty", "--detach");
        Path foreign = Files.writeString(tandem.home().resolve("notes.txt"), "mine");

        assertThat(tandem.launch("reset").code()).isZero();

        assertThat(tandem.home()).isDirectoryContaining(path -> path.equals(foreign));
        try (var left = Files.list(tandem.home())) {
            assertThat(left).containsExactly(foreign);
        }
    }
}
