package dev.tandem.local;

import java.nio.file.Files;
import java.util.Map;

import dev.tandem.local.home.DiskSpace;
import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Home;
import dev.tandem.local.home.Ports;
import dev.tandem.local.home.Terminal;

/** What every command works with. */
record Run(Home home, Ports ports, Map<String, String> environment, Terminal terminal) {

    /** What a person is told of a failure. On a full disk a service can only answer 500, and that is no explanation. */
    Failure explain(RuntimeException trouble) {
        Failure failure = Failure.explain(trouble);
        if (failure.exitCode() == Failure.GENERAL && Files.isDirectory(home.folder())
                && new DiskSpace(home.folder()).isScarce()) {
            return new Failure(Failure.DISK_FULL, "the disk of " + home.folder()
                    + " is full; free some space and try again. Nothing committed is lost. (" + failure.getMessage() + ")",
                    trouble);
        }
        return failure;
    }
}
