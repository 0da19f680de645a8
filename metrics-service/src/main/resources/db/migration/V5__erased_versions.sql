-- The erasure of a person changes no fact and so leaves no state. Its version is kept apart, because the feeds' checksums
-- count it, and what was read is compared with them. One lane keeps it, whoever's record it is.
create table erased_version (
    generation integer not null,
    lane       integer not null,
    feed       text    not null,
    entity_id  uuid    not null,
    version    bigint  not null check (version > 0),
    primary key (generation, lane, feed, entity_id),
    foreign key (generation, lane) references lane (generation, lane)
);
