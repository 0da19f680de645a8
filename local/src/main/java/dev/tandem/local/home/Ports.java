package dev.tandem.local.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The six neighbouring ports of one suite, counted from the gateway's. A second suite on the same machine needs only
 * another base.
 */
public record Ports(int gateway) {
    private static final int DEFAULT = 8080;
    private static final int HIGHEST_BASE = 65_535 - 5;

    public Ports {
        if (gateway < 1 || gateway > HIGHEST_BASE) {
            throw new Failure(Failure.USAGE, "TANDEM_PORT must be a port from 1 to " + HIGHEST_BASE + ".");
        }
    }

    public static Ports from(Map<String, String> environment) {
        String text = environment.getOrDefault("TANDEM_PORT", "").strip();
        if (text.isEmpty()) {
            return new Ports(DEFAULT);
        }
        try {
            return new Ports(Integer.parseInt(text));
        } catch (NumberFormatException notANumber) {
            throw new Failure(Failure.USAGE, "TANDEM_PORT is not a port: " + text + ".", notANumber);
        }
    }

    public int accounts() {
        return gateway + 1;
    }

    public int orders() {
        return gateway + 2;
    }

    public int metrics() {
        return gateway + 3;
    }

    public int postgres() {
        return gateway + 4;
    }

    public int management() {
        return gateway + 5;
    }

    public URI gatewayUri() {
        return URI.create("http://localhost:" + gateway);
    }

    /** All ports by the name of the piece that listens there, the gateway first. */
    public Map<String, Integer> byPiece() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("gateway", gateway());
        ports.put("accounts", accounts());
        ports.put("orders", orders());
        ports.put("metrics", metrics());
        ports.put("postgres", postgres());
        ports.put("gateway management", management());
        return ports;
    }

    /** Names the first port that something else holds, before anything is started. */
    public void requireFree() {
        byPiece().forEach((piece, port) -> {
            if (!isFree(port)) {
                throw new Failure(Failure.PORT_TAKEN,
                        "port " + port + " (" + piece + ") is taken by another program; stop it or set TANDEM_PORT.");
            }
        });
    }

    public boolean areFree() {
        return byPiece().values().stream().allMatch(Ports::isFree);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
