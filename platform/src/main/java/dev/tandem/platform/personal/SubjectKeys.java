package dev.tandem.platform.personal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/**
 * Keeps one key per person. Keys are made at first use, in the transaction that uses them, and are never cached: after
 * {@link #forget} nothing of this process can open a value again.
 */
@ApplicationScoped
public class SubjectKeys {

    private static final String FIND = "SELECT person, key FROM subject_key WHERE person = ANY (?)";
    private static final String ADD = """
            INSERT INTO subject_key (person, key, created_at)
            SELECT n.person, n.key, ? FROM unnest(?::uuid[], ?::bytea[]) AS n (person, key)
            ORDER BY n.person
            ON CONFLICT (person) DO NOTHING""";
    private static final String FORGET = "DELETE FROM subject_key WHERE person = ?";

    private final DataSource dataSource;
    private final Clock clock;

    SubjectKeys(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** The keys of these persons, made where there are none. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UUID, PersonKey> of(Set<UUID> persons) {
        Map<UUID, PersonKey> keys = existing(persons);
        List<UUID> missing = persons.stream().filter(person -> !keys.containsKey(person)).toList();
        if (!missing.isEmpty()) {
            add(missing);
            keys.putAll(existing(missing));
        }
        return keys;
    }

    /** The key of this person, made if there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    public PersonKey of(UUID person) {
        return Objects.requireNonNull(of(Set.of(person)).get(person), "the key was just made");
    }

    /** The key of this person, if it has one: not before its first use and not after an erasure. */
    public Optional<PersonKey> find(UUID person) {
        return Optional.ofNullable(existing(List.of(person)).get(person));
    }

    /** The keys of those persons that have one. */
    public Map<UUID, PersonKey> existing(Collection<UUID> persons) {
        Map<UUID, PersonKey> keys = new HashMap<>();
        if (persons.isEmpty()) {
            return keys;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setArray(1, connection.createArrayOf("uuid", persons.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    UUID person = rows.getObject(1, UUID.class);
                    keys.put(person, new PersonKey(person, rows.getBytes(2)));
                }
            }
            return keys;
        } catch (SQLException e) {
            throw new IllegalStateException("keys of persons could not be read", e);
        }
    }

    /** Erases: whatever is sealed for this person can never be opened again. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(UUID person) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(FORGET)) {
            delete.setObject(1, person);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the key of a person could not be deleted", e);
        }
    }

    private void add(List<UUID> persons) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(ADD)) {
            Array keys = connection.createArrayOf("bytea",
                    persons.stream().map(person -> PersonKey.fresh()).toArray(byte[][]::new));
            insert.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            insert.setArray(2, connection.createArrayOf("uuid", persons.toArray()));
            insert.setArray(3, keys);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("keys of persons could not be made", e);
        }
    }
}
