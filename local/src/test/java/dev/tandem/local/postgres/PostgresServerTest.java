package dev.tandem.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.local.home.Home;

/** Runs the real server: what it promises is what survives a kill. */
class PostgresServerTest {

    @TempDir
    Path folder;
    private Home home;
    private int port;
    private Passwords passwords;

    @BeforeEach
    void makeHome() throws Exception {
        home = new Home(folder.resolve("home"), Path.of("."));
        home.create();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        passwords = new Passwords(home);
    }

    @AfterEach
    void stop() {
        PostgresServer.stopLeftOver(PostgresServer.dataFolder(home));
    }

    @Test
    void keepsWhatWasCommittedWhenItIsKilled() throws Exception {
        Process first = server().start();
        new Databases(port, passwords).create();
        try (Connection owner = connect("orders", "orders_owner"); var sql = owner.createStatement()) {
            sql.execute("CREATE TABLE kept (n int)");
            sql.execute("INSERT INTO kept VALUES (42)");
        }
        first.destroyForcibly().waitFor();
        // Another program may have the id that the dead server left in its note.
        Path note = PostgresServer.dataFolder(home).resolve("postmaster.pid");
        String stale = Files.readString(note).replaceFirst("^\\d+", Long.toString(ProcessHandle.current().pid()));
        Files.writeString(note, stale);

        server().start();

        try (Connection owner = connect("orders", "orders_owner");
                var rows = owner.createStatement().executeQuery("SELECT n FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void isDurableAndListensOnLoopbackOnly() throws Exception {
        server().start();
        new Databases(port, passwords).create();
        try (Connection owner = connect("accounts", "accounts_owner")) {
            assertThat(setting(owner, "fsync")).isEqualTo("on");
            assertThat(setting(owner, "full_page_writes")).isEqualTo("on");
            assertThat(setting(owner, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(owner, "listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void givesTheApplicationNoWayToChangeTablesOrToReadAnotherDatabase() throws Exception {
        server().start();
        Databases databases = new Databases(port, passwords);
        databases.create();
        databases.create();
        try (Connection application = connect("metrics", "metrics_app"); var sql = application.createStatement()) {
            assertThatThrownBy(() -> sql.execute("CREATE TABLE mine (n int)")).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> connect("accounts", "metrics_app")).isInstanceOf(SQLException.class);
    }

    private PostgresServer server() {
        return new PostgresServer(home, port, passwords.of("postgres"));
    }

    private Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(Databases.url(port, database), role, passwords.of(role));
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
