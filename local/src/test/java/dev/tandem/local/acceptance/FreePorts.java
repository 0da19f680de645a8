package dev.tandem.local.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds room for one suite beside others on the same machine. */
public final class FreePorts {
    private FreePorts() {
    }

    /** The first of six neighbouring ports that are free now, below the range from which systems give ports away. */
    public static int six() {
        while (true) {
            int base = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            if (areFree(base)) {
                return base;
            }
        }
    }

    private static boolean areFree(int base) {
        for (int port = base; port < base + 6; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assert socket.isBound();
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
