package dev.tandem.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Starts the gateway. The HTTP layer would answer a target that is no URI, such as one with a raw backslash, by a bare 400
 * before anything of ours is asked; its check is switched off because {@link dev.tandem.gateway.route.PathRules} is
 * stricter and refuses with a problem document.
 */
@QuarkusMain
public final class Main {

    private Main() {
    }

    public static void main(String... arguments) {
        leaveTargetsToUs();
        Quarkus.run(arguments);
    }

    /** Has effect only before the HTTP layer is loaded, and cannot be said in a configuration file. */
    static void leaveTargetsToUs() {
        System.setProperty("vertx.disableURIValidation", "true");
    }
}
