-- Rates by which amounts of one currency are told in another, and orders to judge closed facts by them anew.
-- A writer takes pg_advisory_xact_lock(7341002), then numbers its rows from the one sequence of both tables and dates
-- them after everything that a lane has applied; lanes hold the same lock shared. So the order of seq is the order of
-- recorded_at and of commit, and no lane ever finds a row behind the instant that it has reached.
create sequence exchange_rate_seq as bigint;

-- Units of quote for one unit of base, from a day on until the next one of the pair. Rows are final: a correction is a
-- newer row of the same pair and day, so that what was known at any instant can be told again.
create table exchange_rate (
    id          uuid           primary key,
    base        char(3)        not null check (base ~ '^[A-Z]{3}$'),
    quote       char(3)        not null check (quote ~ '^[A-Z]{3}$'),
    valid_from  date           not null check (valid_from between date '1900-01-01' and date '2199-12-31'),
    rate        numeric(20,10) not null check (rate > 0),
    recorded_at timestamptz    not null,
    seq         bigint         not null unique,
    recorded_by text           not null,
    source      text           not null check (source in ('UI', 'API', 'IMPORT', 'SYSTEM')),
    check (base <> quote),
    unique (base, quote, valid_from, recorded_at)
);

-- An order to pick the rates of closed facts of a pair (in either direction) with days in [from_day, to_day) once
-- more, as they are known at recorded_at. Without one a closed fact keeps the rate that it was given.
create table exchange_rate_restatement (
    id          uuid        primary key,
    base        char(3)     not null check (base ~ '^[A-Z]{3}$'),
    quote       char(3)     not null check (quote ~ '^[A-Z]{3}$'),
    from_day    date        not null,
    to_day      date        not null,
    recorded_at timestamptz not null,
    seq         bigint      not null unique,
    recorded_by text        not null,
    reason      text        not null check (reason <> ''),
    check (base <> quote),
    check (from_day < to_day)
);

create function exchange_rate_is_final() returns trigger
    language plpgsql as
$$
begin
    raise exception 'a recorded exchange rate or restatement never changes' using errcode = 'insufficient_privilege';
end
$$;
create trigger exchange_rate_is_final before update or delete on exchange_rate
    for each row execute function exchange_rate_is_final();
create trigger exchange_rate_restatement_is_final before update or delete on exchange_rate_restatement
    for each row execute function exchange_rate_is_final();
