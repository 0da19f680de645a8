-- Who works a generation, so that its lanes can be shared out evenly. A replica that says nothing until alive_until is gone.
create table lane_worker (
    generation  integer     not null references generation (id),
    owner       text        not null,
    alive_until timestamptz not null,
    primary key (generation, owner)
);
