package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.local.home.Failure;
import dev.tandem.local.process.LauncherLock;
import dev.tandem.local.process.Processes;

/** What goes wrong around the launcher ends with one sentence and its code, leaves nothing running and loses nothing. */
@Tag("all")
class BadWeatherTest {

    @TempDir
    Path folder;
    private FakeCheckout tandem;

    private FakeCheckout checkout() throws Exception {
        tandem = FakeCheckout.used(folder);
        return tandem;
    }

    @AfterEach
    void stop() throws Exception {
        tandem.launch("down");
    }

    @Test
    void namesTheServiceThatDoesNotStartAndStopsTheOthers() throws Exception {
        Files.writeString(checkout().jar("orders-service"), "no jar");

        FakeCheckout.Output up = tandem.launch("up", "--empty", "--detach");

        assertThat(up.code()).as(up.text()).isEqualTo(Failure.NOT_UP);
        assertThat(up.text()).contains("tandem: orders does not start").contains("orders.log")
                .contains("corrupt jarfile");
        assertThat(tandem.ours()).isEmpty();
        assertThat(tandem.database()).isEmpty();
    }

    @Test
    void runsOneSuiteWhenTwoStartAtOnce() throws Exception {
        checkout();
        List<Process> both = new ArrayList<>(
                List.of(tandem.start("up", "--empty", "--detach"), tandem.start("up", "--empty", "--detach")));
        for (Process up : both) {
            String text = new String(up.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(up.waitFor()).as(text).isZero();
            assertThat(text).contains("Tandem is ready");
        }
        assertThat(tandem.ours()).hasSize(4);
        assertThat(tandem.database()).hasSize(1);
        Files.writeString(tandem.home().resolve("run/port"), "9");
        FakeCheckout.Output elsewhere = tandem.launch("up", "--detach");
        assertThat(elsewhere.code()).isEqualTo(Failure.USAGE);
        assertThat(elsewhere.text()).contains("TANDEM_PORT=9");
    }

    @Test
    void saysThatTheDataFolderCannotBeMade() throws Exception {
        tandem = new FakeCheckout(folder, Files.writeString(folder.resolve("a-file"), "mine").resolve("home"));

        FakeCheckout.Output up = tandem.launch("up", "--empty", "--detach");

        assertThat(up.code()).isEqualTo(Failure.FOLDER_UNUSABLE);
        assertThat(up.text().strip().lines()).singleElement().asString().startsWith("tandem: ").contains("a-file/home");
    }

    @Test
    void refusesADamagedDataFolderInOneSentenceAndGoesOnOnceItIsMended() throws Exception {
        assertThat(checkout().launch("up", "--empty", "--detach").code()).isZero();
        tandem.launch("down");
        Path secrets = tandem.home().resolve("secrets");

        assertRefused(secrets.resolve("tandem-local.pem"), "no key", "tandem-local.pem is damaged");
        assertRefused(secrets.resolve("database.properties"), "postgres=00\n", "does not open its database");
        assertRefused(secrets.resolve("database.properties"), "\\u00zz", "are damaged");
        assertRefused(tandem.home().resolve("postgres/data/PG_VERSION"), "99\n", "another version");

        assertThat(tandem.launch("up", "--detach").code()).isZero();
    }

    private void assertRefused(Path file, String damage, String sentence) throws Exception {
        String sound = Files.readString(file);
        Files.writeString(file, damage);
        FakeCheckout.Output up = tandem.launch("up", "--detach");
        assertThat(up.code()).as(up.text()).isEqualTo(Failure.FOLDER_UNUSABLE);
        assertThat(up.text().lines().filter(line -> line.startsWith("tandem: "))).singleElement().asString()
                .contains(sentence);
        assertThat(up.text()).doesNotContain("\tat ");
        assertThat(tandem.ours()).isEmpty();
        assertThat(tandem.database()).isEmpty();
        Files.writeString(file, sound);
    }

    @Test
    void looksAtTheFilesBeforeItStartsAnything() throws Exception {
        checkout();
        Path data = Files.createDirectories(folder.resolve("data"));
        assertThat(tandem.launch("up", "--data", folder.resolve("nowhere").toString(), "--detach").code())
                .isEqualTo(Failure.USAGE);
        Files.writeString(data.resolve("manifest.json"),
                "{\"name\":\"x\",\"files\":[{\"file\":\"gone.csv\",\"api\":\"/api/v1/b2b\","
                        + "\"kind\":\"account\"}]}");
        FakeCheckout.Output up = tandem.launch("up", "--data", data.toString(), "--detach");
        assertThat(up.code()).isEqualTo(Failure.GENERAL);
        assertThat(up.text()).contains("gone.csv");
        assertThat(tandem.home().resolve("logs/postgres.log")).doesNotExist();
    }

    @Test
    void startsAgainAfterEverythingWasKilledAtOnce() throws Exception {
        checkout().launch("up", "--empty", "--detach");
        ProcessHandle launcher = LauncherLock.holder(tandem.home().resolve("run")).orElseThrow();
        launcher.destroyForcibly();
        tandem.ours().forEach(ProcessHandle::destroyForcibly);
        tandem.database().forEach(ProcessHandle::destroyForcibly);
        FakeCheckout.await(() -> !Processes.isRunning(launcher) && tandem.ours().isEmpty() && tandem.database().isEmpty());
        Files.writeString(tandem.home().resolve("run/launcher.lock"), "of another time");

        FakeCheckout.Output up = tandem.launch("up", "--detach");

        assertThat(up.code()).as(up.text()).isZero();
        assertThat(Files.readString(tandem.home().resolve("logs/postgres.log"))).contains("automatic recovery");
    }
}
