-- The companies that are sold to, with their hierarchy.
CREATE TABLE account (
    id                      uuid PRIMARY KEY,
    name                    text        NOT NULL,
    legal_name              text,
    primary_domain          text,
    type                    text        NOT NULL CONSTRAINT account_type_known
                                        CHECK (type IN ('PROSPECT', 'CUSTOMER', 'PARTNER', 'COMPETITOR')),
    lifecycle_stage         text,
    parent_account_id       uuid CONSTRAINT account_parent_fk REFERENCES account,
    industry                text,
    number_of_employees     int CONSTRAINT account_employees_positive CHECK (number_of_employees >= 0),
    annual_revenue_minor    bigint,
    annual_revenue_currency char(3),
    year_established        int,
    tier                    text,
    billing_line1           text,
    billing_line2           text,
    billing_city            text,
    billing_region          text,
    billing_postal_code     text,
    billing_country         text,
    shipping_line1          text,
    shipping_line2          text,
    shipping_city           text,
    shipping_region         text,
    shipping_postal_code    text,
    shipping_country        text,
    currency                text,
    time_zone               text,
    status                  text        NOT NULL CONSTRAINT account_status_known CHECK (status IN ('ACTIVE', 'MERGED')),
    owner_id                uuid CONSTRAINT account_owner_fk REFERENCES sales_user,
    team_id                 uuid CONSTRAINT account_team_fk REFERENCES team,
    version                 bigint      NOT NULL,
    source                  text        NOT NULL,
    created_at              timestamptz NOT NULL,
    created_by              text        NOT NULL,
    updated_at              timestamptz NOT NULL,
    updated_by              text        NOT NULL,
    deleted_at              timestamptz,
    CONSTRAINT account_annual_revenue_pair CHECK ((annual_revenue_minor IS NULL) = (annual_revenue_currency IS NULL))
);

CREATE UNIQUE INDEX account_primary_domain_uq ON account (primary_domain) WHERE deleted_at IS NULL;
CREATE INDEX account_name_ix ON account (name, id) WHERE deleted_at IS NULL;
CREATE INDEX account_created_ix ON account (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX account_parent_ix ON account (parent_account_id, id) WHERE deleted_at IS NULL;
CREATE INDEX account_owner_ix ON account (owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX account_team_ix ON account (team_id, id) WHERE deleted_at IS NULL;
CREATE INDEX account_industry_ix ON account (industry, id) WHERE deleted_at IS NULL;
CREATE INDEX account_country_ix ON account (billing_country, id) WHERE deleted_at IS NULL;
CREATE INDEX account_type_ix ON account (type, id) WHERE deleted_at IS NULL;
CREATE INDEX account_lifecycle_ix ON account (lifecycle_stage, id) WHERE deleted_at IS NULL;
CREATE INDEX account_tier_ix ON account (tier, id) WHERE deleted_at IS NULL;
CREATE INDEX account_status_ix ON account (status, id) WHERE deleted_at IS NULL;

-- See sales_user_refuse_cycle: one lock for all who change a parent, then a walk upwards with a fresh snapshot.
CREATE FUNCTION account_refuse_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('account.parent_account_id'));
    IF EXISTS (
        WITH RECURSIVE above (id) AS (
            SELECT NEW.parent_account_id
            UNION
            SELECT p.parent_account_id FROM account p JOIN above a ON p.id = a.id WHERE p.parent_account_id IS NOT NULL)
        SELECT 1 FROM above WHERE id = NEW.id) THEN
        RAISE EXCEPTION 'account % would be its own ancestor', NEW.id
            USING ERRCODE = '23514', CONSTRAINT = 'account_no_cycle', TABLE = 'account';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER account_no_cycle_insert AFTER INSERT ON account
    FOR EACH ROW WHEN (NEW.parent_account_id IS NOT NULL) EXECUTE FUNCTION account_refuse_cycle();
CREATE CONSTRAINT TRIGGER account_no_cycle_update AFTER UPDATE OF parent_account_id ON account
    FOR EACH ROW WHEN (NEW.parent_account_id IS NOT NULL AND NEW.parent_account_id IS DISTINCT FROM OLD.parent_account_id)
    EXECUTE FUNCTION account_refuse_cycle();
