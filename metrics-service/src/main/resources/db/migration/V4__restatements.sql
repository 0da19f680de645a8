-- A change of one reference record or of one rate can concern millions of facts. It is worked in chunks, each a short
-- transaction, whose effects nobody sees until a last short one publishes them together with the lane's cursor.

-- What a lane is re-stating now, at most one per service. Its log rows are those of its position and known_at.
create table restatement (
    generation integer     not null,
    lane       integer     not null,
    service    text        not null,
    state      text        not null check (state in ('RUNNING', 'PUBLISHED')),
    position   bytea       not null check (octet_length(position) = 20),
    known_at   timestamptz not null,
    span       integer     not null default 0,    -- how far the facts concerned are worked: which set of them,
    last_day   date        not null default '0001-01-01',
    last_id    uuid        not null default '00000000-0000-0000-0000-000000000000',
    primary key (generation, lane, service),
    foreign key (generation, lane) references lane (generation, lane)
);

-- What a re-statement adds to cells; counted from its publication on, and then moved into them bit by bit.
create table rollup_pending (
    generation   integer not null,
    lane         integer not null,
    service      text    not null,
    metric       text collate "C" not null,
    grain        text collate "C" not null,
    dims         text collate "C" not null,
    reporting    text collate "C" not null,
    period_start date    not null,
    v1           text collate "C" not null,
    v2           text collate "C" not null,
    currency     char(3) collate "C" not null,
    bucket       integer not null,
    num          numeric not null,
    den          numeric not null,
    cnt          numeric not null,
    covered      numeric not null,
    primary key (generation, metric, grain, dims, reporting, period_start, v1, v2, currency, bucket, lane)
);
create index rollup_pending_lane on rollup_pending (lane, service, generation);

-- What readers read instead of the tables: all of a re-statement or nothing.
create view visible_rollup as
select generation, lane, metric, grain, dims, reporting, period_start, v1, v2, currency, bucket, num, den, cnt, covered
from rollup
union all
select p.generation, p.lane, p.metric, p.grain, p.dims, p.reporting, p.period_start, p.v1, p.v2, p.currency, p.bucket,
       p.num, p.den, p.cnt, p.covered
from rollup_pending p
join restatement r on r.generation = p.generation and r.lane = p.lane and r.service = p.service
                  and r.state = 'PUBLISHED';

create view visible_log as
select l.* from contribution_log l
where not exists (select from restatement r
                  where r.state = 'RUNNING' and r.generation = l.generation and r.lane = l.lane
                    and r.position = l.position and r.known_at = l.known_at);
