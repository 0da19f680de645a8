package dev.tandem.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a Service of Kubernetes is to its clients: one address whose new connections go to its ready replicas in turn.
 * Connections that exist stay where they are.
 */
final class Balancer implements AutoCloseable {
    private final ServerSocket door;
    private final List<Integer> backends = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    Balancer(int port) {
        try {
            door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("balancer-" + port).start(this::accept);
    }

    void add(int port) {
        backends.add(port);
    }

    void remove(int port) {
        backends.remove((Integer) port);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        List<Integer> ready = List.copyOf(backends);
        if (ready.isEmpty()) {
            end(client);
            return;
        }
        Socket server = new Socket();
        open.add(server);
        try {
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                    ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()))));
        } catch (IOException refused) {
            end(server);
            end(client);
            return;
        }
        Thread.ofVirtual().start(() -> pass(client, server));
        pass(server, client);
    }

    private void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            end(from);
        } finally {
            end(to);
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List.copyOf(open).forEach(this::end);
    }
}
