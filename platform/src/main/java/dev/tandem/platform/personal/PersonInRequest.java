package dev.tandem.platform.personal;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;

import org.jspecify.annotations.Nullable;

import io.quarkus.arc.Arc;

/**
 * Whom the current request wrote about. The journal knows it, and whoever stores the reply seals it with that person's
 * key, so that an erasure reaches stored replies without any resource having to think of it.
 */
@ApplicationScoped
public class PersonInRequest {

    private final Noted noted;

    PersonInRequest(Noted noted) {
        this.noted = noted;
    }

    /** Notes the person of a change; does nothing outside of a request. */
    public void note(@Nullable UUID person) {
        if (person != null && Arc.container().requestContext().isActive()) {
            noted.note(person);
        }
    }

    /** The person of the latest change of this request. */
    public Optional<UUID> person() {
        return Arc.container().requestContext().isActive() ? Optional.ofNullable(noted.person()) : Optional.empty();
    }

    @RequestScoped
    static class Noted {
        private @Nullable UUID person;

        void note(UUID of) {
            person = of;
        }

        @Nullable
        UUID person() {
            return person;
        }
    }
}
