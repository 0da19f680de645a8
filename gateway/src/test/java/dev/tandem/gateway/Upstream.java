package dev.tandem.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An upstream written on bare sockets, so that a test sees and sends every byte: each connection carries one exchange,
 * which the current behaviour answers.
 */
public final class Upstream implements AutoCloseable {

    /** What to do with one exchange; the head has been read, the body has not. */
    public interface Behaviour {

        void answer(String head, InputStream in, OutputStream out) throws Exception;
    }

    private final ServerSocket server;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = (head, in, out) -> reply(out, "200 OK", "Content-Type: application/json", "{}");

    public Upstream() {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** Sets what happens from now on, and forgets what came before. */
    public void behave(Behaviour next) {
        heads.clear();
        behaviour = next;
    }

    /** Request line and header fields of each exchange since the last {@link #behave}. */
    public List<String> heads() {
        return heads;
    }

    public static void reply(OutputStream out, String status, String header, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write(("HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: " + bytes.length
                + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        out.flush();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String head = head(socket.getInputStream());
            if (!head.isEmpty()) {
                heads.add(head);
                behaviour.answer(head, socket.getInputStream(), socket.getOutputStream());
            }
        } catch (Exception broken) {
            heads.add("broken: " + broken);
        }
    }

    static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int at;
        while ((at = in.read()) >= 0) {
            head.write(at);
            if (at == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
