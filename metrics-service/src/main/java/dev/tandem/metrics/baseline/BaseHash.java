package dev.tandem.metrics.baseline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.store.Database;

/** The hash of all rows of a baseline, read page by page: it stands still, and a long statement would hold back all feeds. */
@ApplicationScoped
class BaseHash {

    private static final int PAGE = 2000;
    private static final String STATES = """
            SELECT feed, entity_id, concat_ws('|', feed, entity_id, version, change, state_version,
                       (extract(epoch FROM known_at) * 1000000)::bigint, subject, refs, first_import, state, picks)
            FROM entity_state WHERE generation = ? AND lane = ? AND (feed, entity_id) > (?, ?::uuid)
            ORDER BY feed, entity_id LIMIT ?""";
    private static final String CONTRIBUTIONS = """
            SELECT entity_id, kind, metric, part, reporting,
                   concat_ws('|', metric, model, subject, kind, entity_id, part, day, bucket, currency,
                       coalesce(industry, '∅'), coalesce(product, '∅'), coalesce(region, '∅'), coalesce(manager, '∅'),
                       coalesce(owner, '∅'), coalesce(source, '∅'), coalesce(country, '∅'), coalesce(channel, '∅'), num, den, cnt,
                       reporting, covered, settled)
            FROM contribution
            WHERE generation = ? AND lane = ? AND (entity_id, kind, metric, part, reporting) > (?::uuid, ?, ?, ?, ?)
            ORDER BY entity_id, kind, metric, part, reporting LIMIT ?""";
    private static final List<String> OTHERS = List.of("""
            SELECT concat_ws('|', feed, encode(position, 'hex'), (extract(epoch FROM known_at) * 1000000)::bigint, rates_seq)
            FROM lane_cursor WHERE generation = ? AND lane = ? ORDER BY 1""", """
            SELECT concat_ws('|', feed, entity_id, version) FROM erased_version WHERE generation = ? AND lane = ? ORDER BY 1""",
            """
                    SELECT concat_ws('|', metric, day, encode(position, 'hex'), (extract(epoch FROM known_at) * 1000000)::bigint, currency,
                               reporting, coalesce(industry, '∅'), coalesce(product, '∅'), coalesce(region, '∅'), coalesce(manager, '∅'),
                               coalesce(owner, '∅'), coalesce(source, '∅'), coalesce(country, '∅'), coalesce(channel, '∅'), num, den, cnt)
                    FROM late_change WHERE generation = ? AND lane = ? ORDER BY 1""");
    private static final String LEAST = "00000000-0000-0000-0000-000000000000";

    private final Database database;

    BaseHash(Database database) {
        this.database = database;
    }

    Seal.Hash of(int generation, int lanes) {
        MessageDigest digest = sha256();
        long states = 0;
        long contributions = 0;
        for (int lane = 0; lane < lanes; lane++) {
            states += pages(digest, STATES, generation, lane, "", LEAST);
            contributions += pages(digest, CONTRIBUTIONS, generation, lane, LEAST, "", "", "", "");
            for (String others : OTHERS) {
                database.list(others, row -> row.getString(1), generation, lane).forEach(line -> add(digest, line));
            }
        }
        return new Seal.Hash(states, contributions, HexFormat.of().formatHex(digest.digest()));
    }

    /** @param first what comes before every key */
    private long pages(MessageDigest digest, String sql, int generation, int lane, String... first) {
        long rows = 0;
        List<String> key = List.of(first);
        while (true) {
            List<@Nullable Object> values = new ArrayList<>(List.of(generation, lane));
            values.addAll(key);
            values.add(PAGE);
            List<List<String>> page = database.list(sql, row -> {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= first.length + 1; i++) {
                    columns.add(row.getString(i));
                }
                return columns;
            }, values.toArray());
            page.forEach(row -> add(digest, row.getLast()));
            rows += page.size();
            if (page.size() < PAGE) {
                return rows;
            }
            key = page.getLast().subList(0, first.length);
        }
    }

    private static void add(MessageDigest digest, String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
