-- The reply given to an idempotency key, written in the transaction of the change itself. A reply about a person
-- is stored sealed with the key of that person (subject_key).
CREATE TABLE idempotency_record (
    caller      text        NOT NULL,
    key         text        NOT NULL,
    method      text        NOT NULL,
    path        text        NOT NULL,
    body_hash   text        NOT NULL,
    status      integer     NOT NULL,
    headers     jsonb       NOT NULL DEFAULT '{}',
    body        bytea,
    subject_key uuid,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_record_by_age ON idempotency_record (created_at);
