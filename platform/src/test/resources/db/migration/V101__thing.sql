CREATE TABLE thing (
    id         uuid        PRIMARY KEY,
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text        NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text        NOT NULL,
    deleted_at timestamptz,
    source     text        NOT NULL,
    kind       text        NOT NULL,
    name       text        NOT NULL
);
