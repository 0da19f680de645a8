package dev.tandem.local.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import dev.tandem.local.home.Failure;

/**
 * One database per service with two roles: the owner runs migrations, the application's role works with the data and
 * cannot change a table. Everything here may run again at each start; a start killed half-way is completed by the next.
 */
public final class Databases {
    public static final List<String> NAMES = List.of("accounts", "orders", "metrics");

    private final int port;
    private final Passwords passwords;

    public Databases(int port, Passwords passwords) {
        this.port = port;
        this.passwords = passwords;
    }

    public static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public static String owner(String database) {
        return database + "_owner";
    }

    public static String application(String database) {
        return database + "_app";
    }

    public void create() {
        try (Connection server = superuser("postgres"); Statement sql = server.createStatement()) {
            for (String name : NAMES) {
                role(server, owner(name));
                role(server, application(name));
                if (!exists(server, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                    sql.execute("CREATE DATABASE " + name + " OWNER " + owner(name));
                }
                sql.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
                sql.execute("GRANT CONNECT ON DATABASE " + name + " TO " + application(name));
            }
        } catch (SQLException e) {
            throw Failure.of("cannot create the databases: " + e.getMessage(), e);
        }
        NAMES.forEach(this::prepareSchema);
    }

    private void prepareSchema(String name) {
        try (Connection database = superuser(name); Statement sql = database.createStatement()) {
            sql.execute("ALTER SCHEMA public OWNER TO " + owner(name));
            sql.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            sql.execute("GRANT USAGE ON SCHEMA public TO " + application(name));
        } catch (SQLException e) {
            throw Failure.of("cannot prepare the database " + name + ": " + e.getMessage(), e);
        }
    }

    private void role(Connection server, String role) throws SQLException {
        String verb = exists(server, "SELECT 1 FROM pg_roles WHERE rolname = ?", role) ? "ALTER" : "CREATE";
        try (Statement sql = server.createStatement()) {
            // The password is hexadecimal, made by us.
            sql.execute(verb + " ROLE " + role + " LOGIN PASSWORD '" + passwords.of(role) + "'");
        }
    }

    private static boolean exists(Connection server, String query, String name) throws SQLException {
        try (PreparedStatement statement = server.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(url(port, database), "postgres", passwords.of("postgres"));
    }
}
