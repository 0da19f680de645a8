package dev.tandem.images;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Ports;

/** Room for a suite beside others on this machine. */
final class Free {
    private static final int FIRST_PORT = 21_000;
    private static final int LAST_PORT = 29_000;

    private Free() {
    }

    static Ports ports() {
        for (int base = FIRST_PORT; base < LAST_PORT; base += 10) {
            Ports ports = new Ports(base);
            if (ports.areFree()) {
                return ports;
            }
        }
        throw new Failure(Failure.PORT_TAKEN, "no six free ports between " + FIRST_PORT + " and " + LAST_PORT + ".");
    }
}
