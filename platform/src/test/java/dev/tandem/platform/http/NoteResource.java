package dev.tandem.platform.http;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.problem.DatabaseRules;
import dev.tandem.platform.problem.ProblemKind;
import dev.tandem.platform.query.QueryNames;
import dev.tandem.platform.record.Source;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** A small resource in the house's manner, for trying the platform's promises over HTTP. */
@Path("/api/v1/toy/notes")
@RunOnVirtualThread
public class NoteResource {

    public record WriteNote(@NotBlank String text) {
    }

    @Inject
    DataSource database;

    @Inject
    Journal journal;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Idempotent(required = true)
    @Transactional
    public Response write(@Valid WriteNote note) throws SQLException {
        UUID id = Ids.next();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO note (id, text) VALUES (?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, note.text());
            insert.executeUpdate();
        }
        return Replies.created(URI.create("/api/v1/toy/notes/" + id), Map.of("id", id, "text", note.text()), 1);
    }

    /** A note about a person, as a service with people writes one. */
    @POST
    @Path("/about/{person}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Idempotent(required = true)
    @Transactional
    public Response writeAbout(@RestPath UUID person, @Valid WriteNote note) {
        UUID id = Ids.next();
        journal.write(new Change("note", id, 1, ChangeType.UPSERT, "created", Source.API, Instant.EPOCH,
                StrictJson.mapper().createObjectNode(), null, null, person, Set.of()));
        return Replies.created(URI.create("/api/v1/toy/notes/" + id), Map.of("id", id, "text", note.text()), 1);
    }

    @GET
    @Path("/count")
    @RolesAllowed(Roles.ADMIN)
    @QueryNames("filter[*]")
    public Count count(@RestQuery String text, @RestQuery LocalDate day) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM note WHERE text = ?")) {
            count.setString(1, text);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return Count.of(row.getLong(1));
            }
        }
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    public Response get(@RestPath UUID id) {
        throw new IllegalStateException("secret table name note_42");
    }

    /** Nobody wrote a rule for this one. */
    @GET
    @Path("/unruled")
    public String unruled() {
        return "seen";
    }

    @Singleton
    static class NoteRules implements DatabaseRules {
        @Override
        public Map<String, Rule> rules() {
            return Map.of("note_text_short", new Rule(ProblemKind.INVALID, "note-too-long", "/text", "A note is short."));
        }
    }
}
