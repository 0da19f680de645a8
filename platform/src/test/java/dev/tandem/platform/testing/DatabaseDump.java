package dev.tandem.platform.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Every table of the database as text, the way a dump of it would be. */
public final class DatabaseDump {

    private static final String TABLES = """
            SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1""";

    private DatabaseDump() {
    }

    /** The tables that hold one of the texts, in whatever case, as text or as bytes. */
    public static List<String> tablesWith(List<String> texts) throws SQLException, IOException {
        List<String> holding = new ArrayList<>();
        try (Connection connection = OwnerConnection.open()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : tables(connection)) {
                StringWriter rows = new StringWriter();
                copy.copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT", rows);
                String dump = rows.toString().toLowerCase(Locale.ROOT);
                if (texts.stream().anyMatch(text -> dump.contains(text.toLowerCase(Locale.ROOT)) || dump.contains(hex(text))
                        || dump.contains(hex(text.toLowerCase(Locale.ROOT))))) {
                    holding.add(table);
                }
            }
        }
        return holding;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = connection.createStatement().executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
