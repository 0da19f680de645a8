-- One key per person. What is written about a person to places that are never rewritten (audit, stored replies,
-- import rows) is sealed with it, so that deleting the key erases all of it at once.
CREATE TABLE subject_key (
    person     uuid        PRIMARY KEY,
    key        bytea       NOT NULL CHECK (octet_length(key) = 32),
    created_at timestamptz NOT NULL
);

-- Who changed what, from where, before and after. Append-only: the application can add and read.
CREATE TABLE audit (
    id              uuid        PRIMARY KEY,
    recorded_at     timestamptz NOT NULL,
    kind            text        NOT NULL,
    record_id       uuid        NOT NULL,
    record_version  bigint      NOT NULL,
    action          text        NOT NULL,
    actor           text        NOT NULL,
    source          text        NOT NULL,
    request_id      text,
    before          jsonb,
    after           jsonb,
    person          uuid,
    personal_fields text[]      NOT NULL DEFAULT '{}',
    before_sealed   bytea,
    after_sealed    bytea
);
CREATE INDEX audit_by_record ON audit (kind, record_id, id);
REVOKE UPDATE, DELETE ON audit FROM "${app_role}";
