package dev.tandem.metrics.kpi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.rights.SalesForce;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;

/** The engine's tables of the generation that is served, read over one connection and one snapshot. */
final class JdbcFacts implements Facts {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private record Name(String id, @Nullable String name) {
    }

    private record Generation(int id, int lanes, String zone, String currency, String reporting, String definitions,
            @Nullable Instant asOfFrom) {

        /** One of before knew no reporting currencies; then the company's own is the only one. */
        Set<String> currencies() {
            return reporting.isEmpty() ? Set.of(currency) : Set.of(reporting.split(","));
        }
    }

    private final Sql sql;
    private final Progress progress;
    private final @Nullable Instant asOfFrom;
    /** What the generation tells; a metric that came with a newer version is told by the one that is being built. */
    private final Set<String> metrics;
    /** Every lane has its own copy of a record; naming the lanes lets the primary key find them. */
    private final Integer[] lanes;

    JdbcFacts(Sql sql) {
        this.sql = sql;
        Generation generation = sql
                .list("select id, lanes, time_zone, currency, reporting, definitions, as_of_from from generation where state = 'ACTIVE'",
                        List.of(), row -> new Generation(row.getInt(1), row.getInt(2), row.getString(3), row.getString(4),
                                row.getString(5), row.getString(6), instant(row, 7)))
                .stream().findFirst().orElseThrow(JdbcFacts::beingBuilt);
        this.asOfFrom = generation.asOfFrom();
        this.metrics = Set.of(generation.definitions().split(","));
        this.lanes = IntStream.range(0, generation.lanes()).boxed().toArray(Integer[]::new);
        this.progress = new Progress(generation.id(), ZoneId.of(generation.zone()), generation.currency(),
                generation.currencies(), feeds(generation));
    }

    private static ProblemException beingBuilt() {
        return new ProblemException(ProblemKind.OVERLOADED, "overloaded",
                "The figures are being built for the first time; try again soon.", List.of())
                .withHeader("Retry-After", "5");
    }

    private Map<String, Progress.FeedProgress> feeds(Generation generation) {
        Map<String, Progress.FeedProgress> feeds = new HashMap<>();
        sql.list("""
                select feed,
                       case when count(position) = ? then decode(min(encode(position, 'hex') collate "C"), 'hex') end,
                       case when count(complete_through) = ? then min(complete_through) end, max(known_at),
                       case when count(*) = ? then min(rates_seq) else 0 end,
                       md5(string_agg(concat_ws('/', lane, encode(position, 'hex'), rates_seq), ',' order by lane))
                from lane_cursor where generation = ? group by feed""",
                List.of(generation.lanes(), generation.lanes(), generation.lanes(), generation.id()),
                row -> feeds.put(row.getString(1), new Progress.FeedProgress(row.getBytes(2), instant(row, 3),
                        instant(row, 4), row.getLong(5), row.getString(6))));
        return feeds;
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public void requireKept(@Nullable Instant asOf) {
        if (asOf != null && asOfFrom != null && asOf.isBefore(asOfFrom)) {
            throw ProblemException.invalid("as-of-not-kept", "?asOf",
                    "What was known then is no longer kept; asOf is possible from " + asOfFrom + " on.");
        }
    }

    @Override
    public List<Cell> cells(CellQuestion question) {
        requireKept(question.asOf());
        if (!metrics.contains(question.metric())) {
            throw beingBuilt();
        }
        if (question.isImpossible()) {
            return List.of();
        }
        List<Cell> cells = new ArrayList<>();
        if (question.asOf() != null) {
            List<Object> parameters = new ArrayList<>();
            String statement = CellSql.log(question, progress.generation(), parameters);
            cells.addAll(sql.list(statement, parameters, row -> cell(row, question.by().size())));
        } else {
            for (CellSql.Segment segment : CellSql.segments(question)) {
                List<Object> parameters = new ArrayList<>();
                String statement = CellSql.rollup(question, segment, progress.generation(), parameters);
                cells.addAll(sql.list(statement, parameters, row -> cell(row, question.by().size())));
            }
        }
        cells.removeIf(Cell::isEmpty);
        return cells;
    }

    private static Cell cell(ResultSet row, int groups) throws SQLException {
        return new Cell(row.getObject(1, LocalDate.class), group(row, 9, groups), row.getString(2), row.getString(3),
                row.getInt(4), whole(row, 5), whole(row, 6), whole(row, 7), whole(row, 8));
    }

    @Override
    public List<LateChange> lateChanges(CellQuestion question) {
        if (question.isImpossible()) {
            return List.of();
        }
        List<Object> parameters = new ArrayList<>();
        String statement = CellSql.late(question, progress.generation(), parameters);
        return sql.list(statement, parameters,
                row -> new LateChange(Base64.getEncoder().encodeToString(row.getBytes(1)), known(row, 2),
                        row.getObject(3, LocalDate.class), group(row, 9, question.by().size()), row.getString(4),
                        row.getString(5), whole(row, 6), whole(row, 7), whole(row, 8)));
    }

    @Override
    public Map<String, String> names(Model model, Dimension dimension, Collection<String> stored) {
        UUID[] ids = stored.stream().filter(text -> UUID_TEXT.matcher(text).matches()).map(UUID::fromString)
                .toArray(UUID[]::new);
        return sql.list("""
                select distinct on (entity_id) entity_id, state ->> ? from entity_state
                where generation = ? and lane = any(?) and feed = ? and entity_id = any(?) and state is not null
                order by entity_id, state_version desc""",
                List.of(nameField(dimension), progress.generation(), lanes, feed(model, dimension), ids),
                row -> new Name(row.getString(1), row.getString(2))).stream().filter(name -> name.name() != null)
                .collect(Collectors.toMap(Name::id, name -> String.valueOf(name.name())));
    }

    @Override
    public Set<String> named(Model model, Dimension dimension, String name) {
        Set<String> ids = new HashSet<>(sql.list("""
                select distinct entity_id from entity_state
                where generation = ? and lane = any(?) and feed = ? and state ->> ? = ?""",
                List.of(progress.generation(), lanes, feed(model, dimension), nameField(dimension), name),
                row -> row.getString(1)));
        if (ids.isEmpty() && UUID_TEXT.matcher(name).matches()) {
            ids.add(name);
        }
        return ids;
    }

    private static String nameField(Dimension dimension) {
        return dimension == Dimension.PRODUCT ? "sku" : "username";
    }

    private static String feed(Model model, Dimension dimension) {
        if (dimension == Dimension.PRODUCT) {
            return model == Model.B2B ? "accounts/product" : "orders/product";
        }
        return "accounts/sales-user";
    }

    @Override
    public SalesForce salesForce() {
        return new SalesForce(sql.list("""
                select id, username, manager from (
                    select distinct on (entity_id) entity_id as id, change, state ->> 'username' as username,
                           (state ->> 'managerId')::uuid as manager
                    from entity_state where generation = ? and lane = any(?) and feed = 'accounts/sales-user'
                      and state is not null
                    order by entity_id, version desc) latest
                where change <> 'DELETED'""", List.of(progress.generation(), lanes),
                row -> new SalesForce.Member(row.getObject(1, UUID.class), row.getString(2),
                        row.getObject(3, UUID.class))));
    }

    @Override
    public ExplainRows rows(ExplainQuestion question) {
        return question.cells().isImpossible() ? ExplainRows.NONE
                : new JdbcExplain(sql, progress.generation(), lanes).rows(question);
    }

    private static List<String> group(ResultSet row, int first, int size) throws SQLException {
        List<String> group = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            group.add(row.getString(first + i));
        }
        return group;
    }

    static BigInteger whole(ResultSet row, int column) throws SQLException {
        BigDecimal number = row.getBigDecimal(column);
        return number == null ? BigInteger.ZERO : number.toBigIntegerExact();
    }

    private static Instant known(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
