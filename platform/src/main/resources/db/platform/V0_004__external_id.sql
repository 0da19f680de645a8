-- The names by which other systems know a record.
CREATE TABLE external_id (
    kind       text        NOT NULL,
    system     text        NOT NULL,
    id         text        NOT NULL,
    record_id  uuid        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, system, id)
);
CREATE INDEX external_id_by_record ON external_id (kind, record_id);
