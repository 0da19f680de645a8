package dev.tandem.platform.imports;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;

/** Uploads have a bound of their own, because they wait for their senders and would use up that of the requests. */
@ApplicationScoped
class UploadSlots {

    private final Semaphore places;

    UploadSlots(ImportConfig config) {
        this.places = new Semaphore(config.uploads());
    }

    <T> T use(Supplier<T> upload) {
        if (!places.tryAcquire()) {
            throw new ProblemException(ProblemKind.OVERLOADED, "overloaded",
                    "As many uploads as this service can take are under way.", List.of()).withHeader("Retry-After", "5");
        }
        try {
            return upload.get();
        } finally {
            places.release();
        }
    }
}
