package dev.tandem.platform.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tandem.platform.json.StrictJson;

/** A foreign system: a real HTTP server that keeps what it got and answers as it is told. */
final class Receiver implements AutoCloseable {

    /** One call as it came in. */
    record Call(String path, Map<String, String> headers, byte[] body) {

        String header(String name) {
            return headers.get(name);
        }

        JsonNode event() {
            try {
                return StrictJson.mapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String subject() {
            return event().get("subject").asText();
        }
    }

    /** What to answer. */
    interface Answer {
        void to(HttpExchange exchange, Call call) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Its address by the name that the tests allow. */
    String url(String path) {
        return "http://" + NamesOfTests.RECEIVER + ":" + server.getAddress().getPort() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    /** From now on calls of this path are answered so; 200 otherwise. */
    void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    void answer(String path, int status) {
        answer(path, (exchange, call) -> exchange.sendResponseHeaders(status, -1));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new ConcurrentHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT),
                    String.join(",", values)));
            Call call = new Call(exchange.getRequestURI().getPath(), headers, exchange.getRequestBody().readAllBytes());
            calls.add(call);
            answers.getOrDefault(call.path(), (reply, got) -> reply.sendResponseHeaders(200, -1)).to(exchange, call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
