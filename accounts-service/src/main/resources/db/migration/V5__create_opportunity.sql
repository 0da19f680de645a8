-- Deals. The foreign key to a stage carries the stage's flags: what a deal says of itself cannot differ from its stage.
CREATE TABLE opportunity (
    id                     uuid PRIMARY KEY,
    name                   text        NOT NULL,
    account_id             uuid CONSTRAINT opportunity_account_fk REFERENCES account,
    owner_id               uuid CONSTRAINT opportunity_owner_fk REFERENCES sales_user,
    team_id                uuid CONSTRAINT opportunity_team_fk REFERENCES team,
    type                   text        NOT NULL CONSTRAINT opportunity_type_known
                                       CHECK (type IN ('NEW_BUSINESS', 'RENEWAL', 'EXPANSION', 'CROSS_SELL')),
    pipeline_id            uuid        NOT NULL CONSTRAINT opportunity_pipeline_fk REFERENCES pipeline,
    stage_id               uuid        NOT NULL,
    stage_code             text        NOT NULL,
    is_closed              boolean     NOT NULL,
    is_won                 boolean     NOT NULL,
    probability            int         NOT NULL CONSTRAINT opportunity_probability_percent CHECK (probability BETWEEN 0 AND 100),
    probability_overridden boolean     NOT NULL,
    forecast_category      text        NOT NULL,
    amount_minor           bigint CONSTRAINT opportunity_amount_positive CHECK (amount_minor >= 0),
    amount_currency        char(3),
    opened_at              timestamptz NOT NULL,
    opened_on              date        NOT NULL,
    opened_precision       text        NOT NULL,
    opened_on_estimated    boolean     NOT NULL,
    closed_at              timestamptz,
    closed_on              date,
    closed_precision       text,
    expected_close_on      date,
    lead_source            text,
    lost_reason            text,
    lost_notes             text,
    competitor             text,
    next_step              text,
    reopen_count           int         NOT NULL,
    version                bigint      NOT NULL,
    source                 text        NOT NULL,
    created_at             timestamptz NOT NULL,
    created_by             text        NOT NULL,
    updated_at             timestamptz NOT NULL,
    updated_by             text        NOT NULL,
    deleted_at             timestamptz,
    CONSTRAINT opportunity_stage_fk FOREIGN KEY (stage_id, pipeline_id, stage_code, is_closed, is_won)
        REFERENCES stage (id, pipeline_id, code, is_closed, is_won),
    CONSTRAINT opportunity_amount_pair CHECK ((amount_minor IS NULL) = (amount_currency IS NULL)),
    CONSTRAINT opportunity_closed_when_closed CHECK ((closed_at IS NOT NULL) = is_closed
        AND (closed_on IS NOT NULL) = is_closed AND (closed_precision IS NOT NULL) = is_closed),
    CONSTRAINT opportunity_closed_after_opened CHECK (closed_on >= opened_on),
    CONSTRAINT opportunity_won_is_certain CHECK (NOT is_won OR probability = 100),
    CONSTRAINT opportunity_lost_has_reason CHECK (NOT is_closed OR is_won OR (probability = 0 AND lost_reason IS NOT NULL)),
    CONSTRAINT opportunity_reason_only_when_lost CHECK (lost_reason IS NULL OR (is_closed AND NOT is_won))
);

CREATE INDEX opportunity_account_ix ON opportunity (account_id, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_owner_ix ON opportunity (owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_team_ix ON opportunity (team_id, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_pipeline_ix ON opportunity (pipeline_id, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_stage_ix ON opportunity (stage_id, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_stage_code_ix ON opportunity (stage_code, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_closed_ix ON opportunity (is_closed, is_won, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_won_ix ON opportunity (is_won, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_type_ix ON opportunity (type, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_lead_source_ix ON opportunity (lead_source, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_lost_reason_ix ON opportunity (lost_reason, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_forecast_ix ON opportunity (forecast_category, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_opened_on_ix ON opportunity (opened_on, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_opened_at_ix ON opportunity (opened_at, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_closed_on_ix ON opportunity (closed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_expected_ix ON opportunity (expected_close_on, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_name_ix ON opportunity (name, id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_created_ix ON opportunity (created_at, id) WHERE deleted_at IS NULL;

CREATE TABLE opportunity_line (
    opportunity_id  uuid           NOT NULL CONSTRAINT opportunity_line_opportunity_fk REFERENCES opportunity,
    line_no         int            NOT NULL,
    product_id      uuid           NOT NULL CONSTRAINT opportunity_line_product_fk REFERENCES product,
    quantity        numeric(19, 4) NOT NULL CONSTRAINT opportunity_line_quantity_positive CHECK (quantity > 0),
    amount_minor    bigint CONSTRAINT opportunity_line_amount_positive CHECK (amount_minor >= 0),
    amount_currency char(3),
    PRIMARY KEY (opportunity_id, line_no),
    CONSTRAINT opportunity_line_amount_pair CHECK ((amount_minor IS NULL) = (amount_currency IS NULL))
);

CREATE INDEX opportunity_line_product_ix ON opportunity_line (product_id, opportunity_id);

-- Where a deal has been, and when. Rows are never changed except to say when the deal left the stage, or that an import
-- corrected the dates and newer rows stand for it.
CREATE TABLE opportunity_stage_history (
    id                uuid PRIMARY KEY,
    opportunity_id    uuid        NOT NULL CONSTRAINT stage_history_opportunity_fk REFERENCES opportunity,
    seq               int         NOT NULL,
    from_stage_id     uuid,
    from_stage_code   text,
    to_stage_id       uuid        NOT NULL,
    to_stage_code     text        NOT NULL,
    entered_at        timestamptz NOT NULL,
    entered_on        date        NOT NULL,
    entered_precision text        NOT NULL,
    exited_at         timestamptz,
    exited_on         date,
    exited_precision  text,
    is_closed         boolean     NOT NULL,
    amount_minor      bigint,
    amount_currency   char(3),
    probability       int         NOT NULL,
    expected_close_on date,
    forecast_category text        NOT NULL,
    direction         text        NOT NULL CONSTRAINT stage_history_direction_known
                                  CHECK (direction IN ('FORWARD', 'BACKWARD', 'REOPEN')),
    reason            text,
    lost_reason       text,
    changed_by        text        NOT NULL,
    voided_at         timestamptz,
    CONSTRAINT stage_history_seq_uq UNIQUE (opportunity_id, seq),
    CONSTRAINT stage_history_left_after_entered CHECK (exited_at >= entered_at),
    CONSTRAINT stage_history_exit_whole CHECK ((exited_at IS NULL) = (exited_on IS NULL)
        AND (exited_at IS NULL) = (exited_precision IS NULL)),
    CONSTRAINT stage_history_amount_pair CHECK ((amount_minor IS NULL) = (amount_currency IS NULL)),
    -- A partial unique index that is looked at when the transaction ends: one row ends and the next begins in it.
    CONSTRAINT stage_history_one_current EXCLUDE USING btree (opportunity_id WITH =)
        WHERE (exited_at IS NULL AND voided_at IS NULL) DEFERRABLE INITIALLY DEFERRED
);

CREATE FUNCTION stage_history_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (OLD.exited_at IS NULL OR (NEW.exited_at, NEW.exited_on, NEW.exited_precision)
            IS NOT DISTINCT FROM (OLD.exited_at, OLD.exited_on, OLD.exited_precision))
        AND (OLD.voided_at IS NULL OR NEW.voided_at IS NOT DISTINCT FROM OLD.voided_at)
        AND to_jsonb(NEW) - 'exited_at' - 'exited_on' - 'exited_precision' - 'voided_at'
            = to_jsonb(OLD) - 'exited_at' - 'exited_on' - 'exited_precision' - 'voided_at' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the stage history is append-only' USING ERRCODE = '23514', CONSTRAINT = 'stage_history_append_only';
END $$;

CREATE TRIGGER stage_history_append_only BEFORE UPDATE OR DELETE ON opportunity_stage_history
    FOR EACH ROW EXECUTE FUNCTION stage_history_append_only();
