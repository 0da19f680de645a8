-- Pipelines and their stages are data. The unique key over a stage's flags lets an opportunity refer to them, so that
-- the database holds "closed and won come from the stage only".
CREATE TABLE pipeline (
    id          uuid PRIMARY KEY,
    code        text        NOT NULL,
    name        text        NOT NULL,
    is_default  boolean     NOT NULL,
    version     bigint      NOT NULL,
    source      text        NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz
);

CREATE UNIQUE INDEX pipeline_code_uq ON pipeline (code) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX pipeline_default_uq ON pipeline (is_default) WHERE is_default AND deleted_at IS NULL;
CREATE INDEX pipeline_created_ix ON pipeline (created_at, id) WHERE deleted_at IS NULL;

CREATE TABLE stage (
    id                uuid PRIMARY KEY,
    pipeline_id       uuid    NOT NULL CONSTRAINT stage_pipeline_fk REFERENCES pipeline,
    code              text    NOT NULL,
    name              text    NOT NULL,
    sort_order        int     NOT NULL,
    probability       int     NOT NULL CONSTRAINT stage_probability_percent CHECK (probability BETWEEN 0 AND 100),
    forecast_category text    NOT NULL,
    is_closed         boolean NOT NULL,
    is_won            boolean NOT NULL,
    allow_backward    boolean NOT NULL,
    requires_account  boolean NOT NULL,
    rotten_days       int,
    definition        text,
    CONSTRAINT stage_won_is_closed CHECK (NOT is_won OR (is_closed AND probability = 100)),
    CONSTRAINT stage_lost_has_no_chance CHECK (NOT is_closed OR is_won OR probability = 0),
    CONSTRAINT stage_code_uq UNIQUE (pipeline_id, code) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT stage_sort_order_uq UNIQUE (pipeline_id, sort_order) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT stage_flags_uq UNIQUE (id, pipeline_id, code, is_closed, is_won)
);
