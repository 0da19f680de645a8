-- Where the log and the feeds are not kept for ever, a generation of the kind BASE stands still at an instant in the past,
-- the same for all of its lanes. It holds states and contributions and nothing that readers are told; rebuilds begin with it.
alter table generation
    drop constraint generation_state_check,
    add constraint generation_state_check check (state in ('BUILDING', 'ACTIVE', 'RETIRED', 'FAILED', 'BASE')),
    add column bound      timestamptz,                         -- of a BASE: nothing that was recorded later is applied
    add column origin     integer references generation (id),  -- the BASE that it begins with
    add column facts      text not null default '',            -- of a BASE: which facts its states hold
    add column as_of_from timestamptz,                         -- what was known before is not told any more
    add constraint generation_base_bound check ((state = 'BASE') <= (bound is not null));

-- A BASE that has come to its bound, and the hash of its rows. Without a row it is on its way and nobody may begin with it.
create table baseline (
    generation integer     primary key references generation (id),
    bound      timestamptz not null,
    states        bigint   not null,
    contributions bigint   not null,
    sha256     text        not null check (length(sha256) = 64),
    sealed_at  timestamptz not null,
    collapsed_at timestamptz                                   -- since then the served log begins with it
);

-- Corrections that came after their day had settled, of which the log no longer tells. They say that a period was restated
-- and add nothing to any figure.
create table late_change (
    generation integer     not null,
    lane       integer     not null,
    position   bytea       not null,
    known_at   timestamptz not null,
    metric     text collate "C" not null,
    day        date        not null,
    currency   char(3)     not null,
    reporting  text collate "C" not null,
    industry   text,
    product    text,
    region     text,
    manager    text,
    owner      text,
    source     text,
    country    text,
    channel    text,
    num        numeric     not null,
    den        numeric     not null,
    cnt        numeric     not null
);
create index late_change_day on late_change (generation, metric, day);

-- What readers read of late changes, wherever they lie. The condition repeats that of a partial index of the log.
create view visible_late as
select generation, metric, day, position, known_at, currency, reporting, industry, product, region, manager, owner, source,
       country, channel, num, den, cnt
from visible_log where not first_import and known_at > timezone('UTC', (day + 1)::timestamp)
union all
select generation, metric, day, position, known_at, currency, reporting, industry, product, region, manager, owner, source,
       country, channel, num, den, cnt
from late_change;
