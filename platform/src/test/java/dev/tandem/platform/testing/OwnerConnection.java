package dev.tandem.platform.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.eclipse.microprofile.config.ConfigProvider;

/** The database as its owner sees it, for tests of what the application's role may not do or see. */
public final class OwnerConnection {

    private OwnerConnection() {
    }

    /** A new connection; the caller closes it. */
    public static Connection open() throws SQLException {
        return DriverManager.getConnection(ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class),
                PostgresTestResource.OWNER, PostgresTestResource.PASSWORD);
    }
}
