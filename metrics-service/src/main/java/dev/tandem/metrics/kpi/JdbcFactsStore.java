package dev.tandem.metrics.kpi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

/** Gives each reading a read-only snapshot of its own, outside of any business transaction. */
@ApplicationScoped
class JdbcFactsStore implements Facts.Store {

    private final AgroalDataSource database;

    JdbcFactsStore(AgroalDataSource database) {
        this.database = database;
    }

    @Override
    public <T> T read(Function<Facts, T> reading) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            try {
                return reading.apply(new JdbcFacts(new Sql(connection)));
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("The metrics database gave no connection", failed);
        }
    }
}
