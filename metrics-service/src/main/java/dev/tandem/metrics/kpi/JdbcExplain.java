package dev.tandem.metrics.kpi;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Lists the records behind a figure by adding up the log per record: what nets to nothing is no longer a row. */
record JdbcExplain(Sql sql, int generation, Integer[] lanes) {

    private static final String EXTERNAL_ID = """
            select state ->> 'externalId' from entity_state s
            where s.generation = ? and s.lane = any(?)
              and s.feed = case kind when 'opportunity' then 'accounts/opportunity' else 'orders/' || kind end
              and s.entity_id = facts.entity_id and s.state is not null
            order by s.state_version desc limit 1""";

    ExplainRows rows(ExplainQuestion question) {
        ExplainRows.Total total = question.total() != null ? question.total() : total(question);
        List<Object> parameters = new ArrayList<>();
        StringBuilder page = new StringBuilder("with facts as (")
                .append(question.ranked() ? ranked(question, parameters) : next(question, parameters))
                .append(") select kind, entity_id, part, day, currency, num, den, rank, reporting, covered, (")
                .append(EXTERNAL_ID)
                .append(") from facts");
        parameters.add(generation);
        parameters.add(lanes);
        if (question.ranked()) {
            after(question, page.append(" where true"), parameters);
        }
        page.append(" order by day, entity_id, part limit ?");
        parameters.add(question.limit());
        return new ExplainRows(sql.list(page.toString(), parameters,
                row -> new ExplainRows.Row(row.getString(1), row.getObject(2, UUID.class), row.getString(3),
                        row.getString(11), row.getObject(4, LocalDate.class), row.getString(5),
                        row.getString(9).equals(Cell.ORIGINAL) ? null : JdbcFacts.whole(row, 10),
                        JdbcFacts.whole(row, 6), JdbcFacts.whole(row, 7), row.getLong(8))),
                total);
    }

    private ExplainRows.Total total(ExplainQuestion question) {
        List<Object> parameters = new ArrayList<>();
        String facts = facts(question, parameters, false);
        return sql.list("with facts as (" + facts + ") select count(*), sum(num), sum(den) from facts", parameters,
                row -> new ExplainRows.Total(row.getLong(1), JdbcFacts.whole(row, 2), JdbcFacts.whole(row, 3))).getFirst();
    }

    /** All rows with their ranks, because the rank of a row depends on all others. */
    private String ranked(ExplainQuestion question, List<Object> parameters) {
        return "select all_facts.*, row_number() over (order by num, entity_id, part) as rank from ("
                + facts(question, parameters, false) + ") as all_facts";
    }

    /** Only the rows of this page: the log is read from its day on, in the order of the page, and no further. */
    private String next(ExplainQuestion question, List<Object> parameters) {
        String facts = facts(question, parameters, true);
        parameters.add(question.limit());
        return "select next_facts.*, 0 as rank from (" + facts + " order by day, entity_id, part limit ?) as next_facts";
    }

    private static void after(ExplainQuestion question, StringBuilder sql, List<Object> parameters) {
        if (question.after() != null) {
            sql.append(" and day >= ? and (day, entity_id, ").append(question.perPart() ? "part" : "''::text")
                    .append(") > (?, ?, ?)");
            parameters.add(question.after().day());
            parameters.addAll(List.of(question.after().day(), question.after().id(), question.after().part()));
        }
    }

    private String facts(ExplainQuestion question, List<Object> parameters, boolean afterOnly) {
        String part = question.perPart() ? "part" : "''";
        StringBuilder sql = new StringBuilder("select kind, entity_id, ").append(part)
                .append(" as part, day, currency, reporting, sum(num) as num, sum(den) as den, sum(covered) as covered")
                .append(CellSql.logFrom(question.cells(), generation, parameters));
        if (question.currency() != null) {
            sql.append(" and (reporting <> '' or currency in (?, '").append(Cell.NO_CURRENCY).append("'))");
            parameters.add(question.currency());
        }
        if (question.bucket() != null) {
            sql.append(" and bucket = ?");
            parameters.add(question.bucket());
        }
        if (afterOnly) {
            after(question, sql, parameters);
        }
        sql.append(" group by day, entity_id, ").append(question.perPart() ? "part, " : "").append("kind, currency, reporting")
                .append(" having sum(num) <> 0 or sum(den) <> 0 or sum(cnt) <> 0");
        return sql.toString();
    }
}
