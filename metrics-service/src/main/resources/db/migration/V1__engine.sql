-- The KPI engine: entity state by version -> contributions -> append-only log -> rollups, all of a batch in one
-- transaction with its cursors. Everything is keyed by generation (one full replay of the feeds) and lane (a share
-- of the KPI subjects that one replica works at a time), so a rebuild never touches what is being served.

-- A generation is one replay of the feeds from the beginning under one time zone and one set of definitions.
create table generation (
    id           integer primary key,
    state        text        not null check (state in ('BUILDING', 'ACTIVE', 'RETIRED', 'FAILED')),
    lanes        integer     not null check (lanes between 1 and 64),
    time_zone    text        not null,
    currency     char(3)     not null,
    definitions  text        not null,                -- the metric@version list the code computed it with
    reason       text        not null default 'start',  -- start, request, configuration
    accept_differences boolean not null default false,  -- swap although the digests differ (new zone, currency, definitions)
    result       text,                                -- what the comparison found, in words
    requested_by text,
    created_at   timestamptz not null,
    caught_up_at timestamptz,
    activated_at timestamptz,
    retired_at   timestamptz
);
-- One generation is served; at most one is being built.
create unique index generation_one_active on generation ((1)) where state = 'ACTIVE';
create unique index generation_one_building on generation ((1)) where state = 'BUILDING';

-- Leases fence: lease_token rises with every change of owner, and each batch checks owner and token under a row lock.
create table lane (
    generation  integer     not null references generation (id),
    lane        integer     not null,
    lease_owner text,
    lease_token bigint      not null default 0,
    lease_until timestamptz,
    primary key (generation, lane)
);

-- How far a lane has applied each feed. position = 20 bytes (epoch int4, xid int8, seq int8, big endian), so that
-- byte order is feed order; null = nothing yet.
create table lane_cursor (
    generation       integer     not null,
    lane             integer     not null,
    feed             text        not null,             -- 'accounts/opportunity'
    position         bytea       check (octet_length(position) = 20),
    epoch            integer     not null default 0,
    known_at         timestamptz,                      -- running maximum of recordedat over the service's feeds
    complete_through timestamptz,                      -- all that was committed before it is applied
    primary key (generation, lane, feed),
    foreign key (generation, lane) references lane (generation, lane)
);

-- The latest known facts of each entity. version/change = the newest event (DELETED retracts), state_version = the
-- newest event that carried facts; ERASED moves neither, so it never moves a figure. state is null for an entity that
-- only left a mark here (its subject belongs to another lane, or it was deleted before it was seen).
create table entity_state (
    generation    integer     not null,
    lane          integer     not null,
    feed          text        not null,
    entity_id     uuid        not null,
    version       bigint      not null,
    change        text        not null check (change in ('UPSERT', 'DELETED')),
    state_version bigint      not null,
    known_at      timestamptz not null,
    subject       uuid,
    refs          uuid[]      not null default '{}',
    first_import  boolean     not null default false,
    state         jsonb,
    primary key (generation, lane, feed, entity_id)
);
-- Orders of a customer, for the recompute of one subject.
create index entity_state_subject on entity_state (generation, lane, subject) where feed = 'orders/order' and state is not null;
-- Deals that refer to an account or a sales-user, for re-stating them when that record changes.
create index entity_state_refs on entity_state using gin (refs) where refs <> '{}';
-- Rights and filters: a sales-user by name, the people of a manager, records by the code readers know.
create index entity_state_username on entity_state (generation, lane, (state ->> 'username')) where feed = 'accounts/sales-user';
create index entity_state_manager on entity_state (generation, lane, (state ->> 'managerId')) where feed = 'accounts/sales-user';
create index entity_state_sku on entity_state (generation, lane, (state ->> 'sku')) where feed in ('accounts/product', 'orders/product');

-- What each entity adds to each metric now. Integers only; cnt is 1 for every row. currency 'XXX' = none.
-- part tells apart several rows of one entity: line number of a deal, payment id of an order, month index of a cohort,
-- 'undated'/'unpriced' of an open deal.
create table contribution (
    generation integer not null,
    lane       integer not null,
    metric     text collate "C"    not null,                       -- 'win_rate@1'
    model      text    not null check (model in ('B2B', 'B2C')),
    subject    uuid    not null,
    kind       text collate "C"    not null,                       -- opportunity, order, customer
    entity_id  uuid    not null,
    part       text collate "C"    not null default '',
    day        date    not null,                       -- 9999-12-31 = undated
    bucket     integer not null default 0,             -- days, month index; pipeline_value: 0 value, 1 undated, 2 unpriced
    currency   char(3) not null default 'XXX',
    industry   text,
    product    text,
    region     text,
    manager    text,
    owner      text,
    source     text,
    country    text,
    channel    text,
    num        bigint  not null,
    den        bigint  not null,
    cnt        bigint  not null,
    primary key (generation, lane, entity_id, kind, metric, part)
);
create index contribution_day on contribution (generation, metric, day);

-- Every change of a contribution as -old/+new, with the instant it became known: asOf and explain read it.
create table contribution_log (
    generation   integer     not null,
    lane         integer     not null,
    seq          bigint generated always as identity,
    known_at     timestamptz not null,
    position     bytea       not null,
    first_import boolean     not null,                 -- caused by the first import of a record: never a restatement
    metric       text collate "C"        not null,
    model        text        not null,
    subject      uuid        not null,
    kind         text collate "C"        not null,
    entity_id    uuid        not null,
    part         text collate "C"        not null default '',
    day          date        not null,
    bucket       integer     not null default 0,
    currency     char(3)     not null default 'XXX',
    industry     text,
    product      text,
    region       text,
    manager      text,
    owner        text,
    source       text,
    country      text,
    channel      text,
    num          bigint      not null,                 -- deltas: may be negative
    den          bigint      not null,
    cnt          bigint      not null
);
create index contribution_log_day on contribution_log (generation, metric, day);
create index contribution_log_known on contribution_log using brin (known_at);

-- Sums of contributions per metric and day or month: without a dimension (dims ''), per dimension, per pair of them
-- (names sorted, comma between). Keys compare as bytes, which is several times cheaper than by language. '∅' stands for "not set". A cell whose facts all left stays with zeros.
create table rollup (
    generation   integer not null,
    lane         integer not null,
    metric       text collate "C"    not null,
    grain        text collate "C"    not null check (grain in ('DAY', 'MONTH')),
    period_start date    not null,
    dims         text collate "C"    not null default '',
    v1           text collate "C"    not null default '',
    v2           text collate "C"    not null default '',
    currency     char(3) collate "C" not null default 'XXX',
    bucket       integer not null default 0,
    num          numeric not null,
    den          numeric not null,
    cnt          numeric not null,
    primary key (generation, metric, grain, dims, period_start, v1, v2, currency, bucket, lane)
) with (fillfactor = 85);  -- room for cells that are added to again and again
