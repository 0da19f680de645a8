-- Amounts in the company's reporting currencies. The original rows stay as they are; a fact of another currency adds
-- one more row per reporting currency (reporting = its code), so that log, asOf, sums and digests hold for both alike.
-- Facts in the reporting currency itself add nothing.

-- The list a generation converts to, sorted, comma between. '' = none: a generation of before, which is built anew.
alter table generation add column reporting text not null default '';

-- num of a converted row is in minor units of reporting, covered = the original minor units it stands for.
-- A fact without a usable rate has a row with cnt = 0, which adds nothing and is found when a rate comes.
-- settled = its rate is picked for good; the others move with the rates that are published.
alter table contribution
    add column reporting text collate "C" not null default '',
    add column covered   bigint  not null default 0,
    add column settled   boolean not null default false;
alter table contribution
    drop constraint contribution_pkey,
    add primary key (generation, lane, entity_id, kind, metric, part, reporting);
-- What a published rate or a restatement touches. Empty where every fact is in the reporting currency.
create index contribution_converted on contribution (generation, lane, currency, reporting, settled, day, entity_id)
    where reporting <> '';

alter table contribution_log
    add column reporting text collate "C" not null default '',
    add column covered   bigint not null default 0;

alter table rollup
    add column reporting text collate "C" not null default '',
    add column covered   numeric not null default 0;
alter table rollup
    drop constraint rollup_pkey,
    add primary key (generation, metric, grain, dims, reporting, period_start, v1, v2, currency, bucket, lane);

-- Since when the closed facts of a record have their day and currency: [{fact, currency, day, knownAt}]; rates recorded
-- later do not move them. Null where nothing is converted.
alter table entity_state add column picks jsonb;

-- Up to which exchange_rate.seq a lane has applied rates and restatements; moves with the log rows they caused.
alter table lane_cursor add column rates_seq bigint not null default 0;

-- The place of rates and restatements in the order of each service's events: those up to through_seq come after the
-- events up to position and before all later ones. Written once, when the first lane passes it, and followed by every
-- other lane and every rebuild, so that all of them see one order whatever the clocks of the services say.
create table rate_turn (
    service     text   not null,
    through_seq bigint not null,
    position    bytea  not null check (octet_length(position) = 20),
    primary key (service, through_seq)
);
