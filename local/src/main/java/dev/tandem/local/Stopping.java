package dev.tandem.local;

import java.nio.file.Files;
import java.util.Optional;

import dev.tandem.local.home.Failure;
import dev.tandem.local.process.LauncherLock;
import dev.tandem.local.process.Processes;
import dev.tandem.local.suite.Suite;

/** Ends what runs in the data folder, started by whichever launcher. */
final class Stopping {
    private final Run run;

    Stopping(Run run) {
        this.run = run;
    }

    int down() {
        if (!Files.isDirectory(run.home().run())) {
            run.terminal().say("Nothing runs in %s", run.home().folder());
            return 0;
        }
        Optional<ProcessHandle> launcher = LauncherLock.holder(run.home().run());
        launcher.ifPresent(this::stop);
        Suite.stopLeftOvers(run.home(), run.terminal());
        run.terminal().say(launcher.isPresent() ? "Stopped; the data stay in %s" : "Nothing runs in %s",
                run.home().folder());
        return 0;
    }

    private void stop(ProcessHandle launcher) {
        run.terminal().say("Stopping …");
        Processes.signal(launcher, "TERM");
        if (!Processes.awaitEnd(launcher, Suite.stopPatience(run.environment()))) {
            throw Failure.of("the launcher (process " + launcher.pid() + ") does not stop; see "
                    + run.home().log("launcher"));
        }
    }

    int reset() {
        down();
        run.home().delete();
        run.terminal().say("Deleted the data in %s", run.home().folder());
        return 0;
    }
}
