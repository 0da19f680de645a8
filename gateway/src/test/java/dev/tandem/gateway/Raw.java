package dev.tandem.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Says exactly these bytes to the gateway and reads until it closes the connection or falls silent. */
public final class Raw {

    private Raw() {
    }

    public static String say(URI gateway, String bytes) throws IOException {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** A GET that asks for the connection to be closed, with further header lines that each end in CRLF. */
    public static String get(URI gateway, String target, String token, String lines) throws IOException {
        return say(gateway, "GET " + target + " HTTP/1.1\r\nHost: shop.example\r\nAuthorization: Bearer " + token + "\r\n"
                + (lines.contains("Connection:") ? "" : "Connection: close\r\n") + lines + "\r\n");
    }
}
