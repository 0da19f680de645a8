package dev.tandem.platform.http;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.feed.WritePosition;
import dev.tandem.platform.feed.WritePositions;
import dev.tandem.platform.json.BodyHash;
import dev.tandem.platform.personal.PersonInRequest;
import dev.tandem.platform.personal.SubjectKeys;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import io.quarkus.scheduler.Scheduled;
import io.vertx.ext.web.RoutingContext;

/**
 * The replies given to idempotent requests, kept for 24 hours. The advisory lock lives as long as the transaction, so no
 * stale "in progress" marker can survive a crash.
 */
@ApplicationScoped
class StoredReplies {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final List<String> KEPT_HEADERS = List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG,
            WritePosition.HEADER);
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {
    };

    private final DataSource database;
    private final Caller caller;
    private final Clock clock;
    private final ObjectMapper json;
    private final WritePositions positions;
    private final PersonInRequest person;
    private final SubjectKeys keys;

    StoredReplies(DataSource database, Caller caller, Clock clock, ObjectMapper json, WritePositions positions,
            PersonInRequest person, SubjectKeys keys) {
        this.database = database;
        this.caller = caller;
        this.clock = clock;
        this.json = json;
        this.positions = positions;
        this.person = person;
        this.keys = keys;
    }

    Object once(String key, RoutingContext request, Callable<Object> work) throws Exception {
        String scope = caller.issuer() + " " + caller.subject();
        String bodyHash = BodyHash.kept(request);
        try (Connection connection = database.getConnection()) {
            lock(connection, scope, key);
            Response stored = find(connection, scope, key, request, bodyHash);
            if (stored != null) {
                return stored;
            }
        }
        Object result = work.call();
        if (!(result instanceof Response reply) || !isKept(reply.getStatus())) {
            return result;
        }
        byte[] body = reply.hasEntity() ? json.writeValueAsBytes(reply.getEntity()) : new byte[0];
        try (Connection connection = database.getConnection()) {
            store(connection, scope, key, request, bodyHash, reply, body);
        }
        return body.length == 0 ? reply
                : Response.fromResponse(reply).entity(body).type(typeOf(reply)).build();
    }

    private static boolean isKept(int status) {
        return status / 100 == 2 || status == 402;
    }

    private static MediaType typeOf(Response reply) {
        return reply.getMediaType() != null ? reply.getMediaType() : MediaType.APPLICATION_JSON_TYPE;
    }

    private static void lock(Connection connection, String scope, String key) throws SQLException {
        try (PreparedStatement lock = connection
                .prepareStatement("SELECT pg_try_advisory_xact_lock(hashtextextended(? || chr(10) || ?, 7))")) {
            lock.setString(1, scope);
            lock.setString(2, key);
            try (ResultSet got = lock.executeQuery()) {
                got.next();
                if (!got.getBoolean(1)) {
                    throw ProblemException.conflict("request-in-progress",
                            "A request with this Idempotency-Key is being worked.").withHeader("Retry-After", "1");
                }
            }
        }
    }

    private @Nullable Response find(Connection connection, String scope, String key, RoutingContext request, String bodyHash)
            throws SQLException, java.io.IOException {
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT method, path, body_hash, status, headers::text, body, subject_key FROM idempotency_record
                WHERE caller = ? AND key = ? AND created_at > ?""")) {
            find.setString(1, scope);
            find.setString(2, key);
            find.setTimestamp(3, Timestamp.from(clock.instant().minus(KEPT)));
            try (ResultSet row = find.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                boolean same = row.getString(1).equals(request.request().method().name())
                        && row.getString(2).equals(target(request)) && row.getString(3).equals(bodyHash);
                if (!same) {
                    throw new ProblemException(ProblemKind.INVALID, "idempotency-key-reused",
                            "This Idempotency-Key was used for another request.", List.of());
                }
                byte[] body = open(row.getObject(7, UUID.class), row.getBytes(6));
                return replay(row.getInt(4), json.readValue(row.getString(5), HEADERS), body);
            }
        }
    }

    private byte[] open(@Nullable UUID about, byte[] body) {
        if (about == null) {
            return body;
        }
        return keys.find(about).map(key -> key.open(body)).orElseThrow(() -> new ProblemException(ProblemKind.GONE, "erased",
                "The reply told of a person who has been erased since.", List.of()));
    }

    private static Response replay(int status, Map<String, String> headers, byte[] body) {
        Response.ResponseBuilder reply = Response.status(status).header("Idempotency-Replayed", "true");
        headers.forEach(reply::header);
        return body.length == 0 ? reply.build() : reply.entity(body).build();
    }

    private void store(Connection connection, String scope, String key, RoutingContext request, String bodyHash,
            Response reply, byte[] body) throws SQLException, java.io.IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String name : KEPT_HEADERS) {
            String value = reply.getHeaderString(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        List<String> written = positions.ofRequest();
        if (!written.isEmpty()) {
            headers.put(WritePosition.HEADER, String.join(",", written));
        }
        UUID about = body.length > 0 ? person.person().filter(one -> keys.erased(List.of(one)).isEmpty()).orElse(null) : null;
        if (body.length > 0) {
            headers.put(HttpHeaders.CONTENT_TYPE, typeOf(reply).toString());
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO idempotency_record (caller, key, method, path, body_hash, status, headers, body, created_at,
                subject_key) VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                ON CONFLICT (caller, key) DO UPDATE SET method = excluded.method, path = excluded.path,
                body_hash = excluded.body_hash, status = excluded.status, headers = excluded.headers,
                body = excluded.body, created_at = excluded.created_at, subject_key = excluded.subject_key""")) {
            insert.setString(1, scope);
            insert.setString(2, key);
            insert.setString(3, request.request().method().name());
            insert.setString(4, target(request));
            insert.setString(5, bodyHash);
            insert.setInt(6, reply.getStatus());
            insert.setString(7, json.writeValueAsString(headers));
            insert.setBytes(8, about == null ? body : keys.of(about).seal(body));
            insert.setTimestamp(9, Timestamp.from(clock.instant()));
            insert.setObject(10, about);
            insert.executeUpdate();
        }
    }

    private static String target(RoutingContext request) {
        return request.request().uri();
    }

    @Scheduled(every = "1h", delayed = "10m", identity = "platform-stored-replies")
    void forgetOld() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection
                        .prepareStatement("DELETE FROM idempotency_record WHERE created_at <= ?")) {
            delete.setTimestamp(1, Timestamp.from(clock.instant().minus(KEPT)));
            delete.executeUpdate();
        }
    }
}
