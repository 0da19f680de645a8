-- Mappings of columns to fields, by name; a job keeps a copy of the one it was started with.
CREATE TABLE import_mapping (
    name       text        PRIMARY KEY,
    version    bigint      NOT NULL,
    definition text        NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text        NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text        NOT NULL
);

CREATE TABLE import_job (
    id              uuid        PRIMARY KEY,
    version         bigint      NOT NULL,
    kind            text        NOT NULL,
    mode            text        NOT NULL CHECK (mode IN ('UPSERT', 'INSERT')),
    dry_run         boolean     NOT NULL,
    mapping_name    text,
    mapping         text        NOT NULL,
    format          text        NOT NULL,
    columns         text[],
    state           text        NOT NULL CHECK (state IN ('RECEIVING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
    actor           text        NOT NULL,
    key_scope       text        NOT NULL,
    idempotency_key text        NOT NULL,
    body_hash       bytea,
    salt            bytea       NOT NULL,
    reply           text,
    -- Where the work stands; moves in the transaction that writes the records.
    phase           text        NOT NULL DEFAULT 'ROWS' CHECK (phase IN ('ROWS', 'DEFERRED', 'LAST')),
    cursor_row      bigint      NOT NULL DEFAULT 0,
    phase_progress  bigint      NOT NULL DEFAULT 0,
    rows_read       bigint      NOT NULL DEFAULT 0,
    rows_created    bigint      NOT NULL DEFAULT 0,
    rows_updated    bigint      NOT NULL DEFAULT 0,
    rows_unchanged  bigint      NOT NULL DEFAULT 0,
    rows_failed     bigint      NOT NULL DEFAULT 0,
    failure_code    text,
    failure_detail  text,
    lease_owner     text,
    lease_until     timestamptz,
    started_at      timestamptz NOT NULL,
    finished_at     timestamptz,
    purged_at       timestamptz
);

-- One job per key and caller; after a failed upload the key may be used again.
CREATE UNIQUE INDEX import_job_idempotency ON import_job (key_scope, idempotency_key) WHERE state <> 'FAILED';
CREATE INDEX import_job_newest ON import_job (started_at DESC, id DESC);
CREATE INDEX import_job_open ON import_job (started_at, id) WHERE state IN ('RECEIVING', 'RUNNING');
CREATE INDEX import_job_kept ON import_job (started_at) WHERE purged_at IS NULL;

-- The file, row by row, sealed with a key of the job's own (subject_key); without the key it is noise, in backups too.
CREATE TABLE import_row (
    job_id     uuid   NOT NULL,
    row_no     bigint NOT NULL,
    data       bytea  NOT NULL,
    key_hash   uuid,
    occurrence integer,
    PRIMARY KEY (job_id, row_no)
);

-- The last occurrence of a key and whether the file has a row of an id: both one look-up.
CREATE INDEX import_row_key ON import_row (job_id, key_hash, occurrence) WHERE key_hash IS NOT NULL;

-- Rows that wait for a later row of their file.
CREATE TABLE import_deferred (
    job_id uuid   NOT NULL,
    row_no bigint NOT NULL,
    PRIMARY KEY (job_id, row_no)
);

CREATE TABLE import_error (
    job_id uuid     NOT NULL,
    row_no bigint   NOT NULL,
    no     smallint NOT NULL,
    data   bytea    NOT NULL,
    PRIMARY KEY (job_id, row_no, no)
);
