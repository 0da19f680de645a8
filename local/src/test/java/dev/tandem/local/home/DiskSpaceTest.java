package dev.tandem.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {

    @TempDir
    Path folder;

    @Test
    void refusesToBeginOnADiskThatIsNearlyFull() {
        DiskSpace disk = new DiskSpace(folder);
        disk.require(1);
        assertThatThrownBy(() -> disk.require(Long.MAX_VALUE)).isInstanceOfSatisfying(Failure.class,
                failure -> assertThat(failure.exitCode()).isEqualTo(Failure.DISK_FULL)).hasMessageContaining("MB free");
    }

    @Test
    void tellsAFullDiskAndMissingRightsWhereverTheyWereMet() {
        IOException full = new FileSystemException("/data/x", null, "No space left on device");
        assertThat(explained(new UncheckedIOException("cannot write", full))).isEqualTo(Failure.DISK_FULL);
        assertThat(explained(Failure.of("cannot unpack", new IOException("No space left on device"))))
                .isEqualTo(Failure.DISK_FULL);
        assertThat(explained(new UncheckedIOException("cannot create", new AccessDeniedException("/data"))))
                .isEqualTo(Failure.FOLDER_UNUSABLE);
        assertThat(explained(Failure.of("cannot start", new IOException("/log (Read-only file system)"))))
                .isEqualTo(Failure.FOLDER_UNUSABLE);
        assertThat(explained(new Failure(Failure.PORT_TAKEN, "taken"))).isEqualTo(Failure.PORT_TAKEN);
        assertThat(explained(new IllegalStateException("a bug"))).isEqualTo(Failure.GENERAL);
    }

    private static int explained(RuntimeException trouble) {
        return Failure.explain(trouble).exitCode();
    }
}
