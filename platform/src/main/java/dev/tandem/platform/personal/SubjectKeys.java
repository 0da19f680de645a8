package dev.tandem.platform.personal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.tandem.platform.problem.ProblemException;

/**
 * Keeps one key per person. Keys are made at first use, in the transaction that uses them, and are never cached: after
 * {@link #erase} nothing of this process can open a value again.
 */
@ApplicationScoped
public class SubjectKeys {

    private static final String FIND = "SELECT person, key FROM subject_key WHERE person = ANY (?) AND key IS NOT NULL";
    /** Held until the transaction ends: an erasure waits for what is being written, and what comes later sees it. */
    private static final String HOLD = "SELECT person, key FROM subject_key WHERE person = ANY (?) ORDER BY person FOR SHARE";
    private static final String ADD = """
            INSERT INTO subject_key (person, key, created_at)
            SELECT n.person, n.key, ? FROM unnest(?::uuid[], ?::bytea[]) AS n (person, key)
            ORDER BY n.person
            ON CONFLICT (person) DO NOTHING""";
    private static final String ERASE = """
            INSERT INTO subject_key (person, key, created_at, erased_at) VALUES (?, NULL, ?, ?)
            ON CONFLICT (person) DO UPDATE SET key = NULL, erased_at = coalesce(subject_key.erased_at, excluded.erased_at)""";
    private static final String ERASED = "SELECT person FROM subject_key WHERE person = ANY (?) AND erased_at IS NOT NULL";
    private static final String FORGET = "DELETE FROM subject_key WHERE person = ?";

    private final DataSource dataSource;
    private final Clock clock;

    SubjectKeys(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * The keys of these persons, made where there are none.
     *
     * @throws ProblemException 409 {@code person-erased}: what tells of an erased person is not written any more
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UUID, PersonKey> of(Set<UUID> persons) {
        Map<UUID, PersonKey> keys = read(HOLD, persons);
        List<UUID> missing = persons.stream().filter(person -> !keys.containsKey(person)).toList();
        if (!missing.isEmpty()) {
            add(missing);
            keys.putAll(read(HOLD, missing));
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
        return read(FIND, persons);
    }

    private Map<UUID, PersonKey> read(String sql, Collection<UUID> persons) {
        Map<UUID, PersonKey> keys = new HashMap<>();
        if (persons.isEmpty()) {
            return keys;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("uuid", persons.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    UUID person = rows.getObject(1, UUID.class);
                    byte[] key = rows.getBytes(2);
                    if (key == null) {
                        throw erased();
                    }
                    keys.put(person, new PersonKey(person, key));
                }
            }
            return keys;
        } catch (SQLException e) {
            throw new IllegalStateException("keys of persons could not be read", e);
        }
    }

    /** What everybody says who would write something about an erased person. */
    public static ProblemException erased() {
        return ProblemException.conflict("person-erased", "The person has been erased; nothing is written about him any more.");
    }

    /** Those of the persons who were erased. */
    public Set<UUID> erased(Collection<UUID> persons) {
        Set<UUID> erased = new HashSet<>();
        if (persons.isEmpty()) {
            return erased;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(ERASED)) {
            query.setArray(1, connection.createArrayOf("uuid", persons.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    erased.add(rows.getObject(1, UUID.class));
                }
            }
            return erased;
        } catch (SQLException e) {
            throw new IllegalStateException("erased persons could not be looked up", e);
        }
    }

    /**
     * Erases a person: whatever is sealed for him can never be opened again, and nothing more is sealed. Waits for those who
     * are writing about him.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void erase(UUID person) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement erase = connection.prepareStatement(ERASE)) {
            erase.setObject(1, person);
            erase.setObject(2, now);
            erase.setObject(3, now);
            erase.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the key of a person could not be deleted", e);
        }
    }

    /** Deletes the key of something that was kept for a time only, such as a file; it may have another one some day. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(UUID owner) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(FORGET)) {
            delete.setObject(1, owner);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("a key could not be deleted", e);
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
