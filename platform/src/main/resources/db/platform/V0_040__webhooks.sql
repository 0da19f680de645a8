-- Who wants to be told of which kinds. The secrets are sealed with a key of the webhook's own (subject_key) and go
-- with it.
CREATE TABLE webhook (
    id              uuid        PRIMARY KEY,
    version         bigint      NOT NULL CHECK (version > 0),
    name            text        NOT NULL CHECK (name <> ''),
    url             text        NOT NULL CHECK (url ~ '^https?://'),
    kinds           text[]      NOT NULL CHECK (cardinality(kinds) > 0),
    description     text,
    active          boolean     NOT NULL,
    inactive_reason text        CHECK (inactive_reason IN ('REQUESTED', 'GONE', 'FAILING')),
    secret          bytea,
    previous_secret bytea,
    previous_until  timestamptz,
    -- Only changes of later transactions are told: the one that created or activated the webhook.
    since_epoch     integer     NOT NULL,
    since_xid       bigint      NOT NULL,
    -- How deliveries go; no part of the version.
    failures        integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
    failing_since   timestamptz,
    held_until      timestamptz,
    created_at      timestamptz NOT NULL,
    created_by      text        NOT NULL,
    updated_at      timestamptz NOT NULL,
    updated_by      text        NOT NULL,
    deleted_at      timestamptz,
    CHECK (active = (inactive_reason IS NULL)),
    CHECK ((secret IS NULL) = (deleted_at IS NOT NULL)),
    CHECK ((previous_secret IS NULL) = (previous_until IS NULL)),
    CHECK ((failures = 0) = (failing_since IS NULL))
);

-- How far the outbox has been turned into deliveries; one replica at a time holds the row.
CREATE TABLE webhook_position (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch    integer NOT NULL,
    xid      bigint  NOT NULL,
    seq      bigint  NOT NULL
);
INSERT INTO webhook_position (epoch, xid, seq) VALUES (0, 0, 0);
REVOKE INSERT, DELETE ON webhook_position FROM "${app_role}";

-- One event for one webhook, and the log of it. The event itself stays in the outbox; a ping has none there.
CREATE TABLE webhook_delivery (
    webhook_id      uuid        NOT NULL REFERENCES webhook (id),
    event_id        uuid        NOT NULL,
    kind            text        NOT NULL,
    entity_id       uuid        NOT NULL,
    entity_version  bigint,
    change          text        CHECK (change IN ('UPSERT', 'DELETED', 'ERASED')),
    epoch           integer,
    xid             bigint,
    seq             bigint,
    day             date,
    version         bigint      NOT NULL DEFAULT 1,
    state           text        NOT NULL CHECK (state IN ('PENDING', 'DELIVERED', 'DEAD')),
    created_at      timestamptz NOT NULL,
    -- When a pending delivery is tried next. An attempt moves it behind its own deadline before it calls, so that
    -- after a crash the delivery is due again.
    due_at          timestamptz NOT NULL,
    -- From here the age counts, and these tries: a redelivery begins anew.
    queued_at       timestamptz NOT NULL,
    tries           integer     NOT NULL DEFAULT 0,
    attempts        integer     NOT NULL DEFAULT 0 CHECK (attempts >= tries),
    last_attempt_at timestamptz,
    status          integer,
    duration_ms     bigint,
    error           text,
    finished_at     timestamptz,
    PRIMARY KEY (webhook_id, event_id),
    CHECK ((state = 'PENDING') = (finished_at IS NULL)),
    CHECK ((kind = 'ping') = (epoch IS NULL)),
    CHECK (num_nulls(epoch, xid, seq, day, entity_version, change) IN (0, 6))
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at, event_id) WHERE state = 'PENDING';
CREATE INDEX webhook_delivery_order ON webhook_delivery (webhook_id, entity_id, epoch, xid, seq) WHERE state = 'PENDING';
CREATE INDEX webhook_delivery_age ON webhook_delivery (queued_at) WHERE state = 'PENDING';
CREATE INDEX webhook_delivery_state ON webhook_delivery (webhook_id, state, event_id);
CREATE INDEX webhook_delivery_kept ON webhook_delivery (finished_at) WHERE state <> 'PENDING';
