-- The people in the companies that are sold to. Of one who was erased nothing is left but that there was somebody.
CREATE TABLE contact (
    id          uuid PRIMARY KEY,
    status      text        NOT NULL CONSTRAINT contact_status_known CHECK (status IN ('ACTIVE', 'ERASED')),
    first_name  text,
    last_name   text,
    title       text,
    email       text CONSTRAINT contact_email_in_one_spelling
                CHECK (email COLLATE "C" !~ '[A-Z]' AND email ~ '^[^@[:space:]]+@[^@[:space:].]+([.][^@[:space:].]+)+$'),
    phone       text CONSTRAINT contact_phone_e164 CHECK (phone ~ '^[+][1-9][0-9]{6,14}$'),
    country     text CONSTRAINT contact_country_two_letters CHECK (country COLLATE "C" ~ '^[A-Z]{2}$'),
    language    text,
    do_not_call boolean     NOT NULL,
    owner_id    uuid CONSTRAINT contact_owner_fk REFERENCES sales_user,
    team_id     uuid CONSTRAINT contact_team_fk REFERENCES team,
    version     bigint      NOT NULL,
    source      text        NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz,
    CONSTRAINT contact_has_a_name CHECK (status = 'ERASED' OR num_nonnulls(first_name, last_name, email) > 0),
    CONSTRAINT contact_erased_is_nobody CHECK (status <> 'ERASED'
        OR num_nonnulls(first_name, last_name, title, email, phone, country, language) = 0 AND NOT do_not_call)
);

CREATE UNIQUE INDEX contact_email_uq ON contact (email) WHERE deleted_at IS NULL;
CREATE INDEX contact_created_ix ON contact (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_owner_ix ON contact (owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_team_ix ON contact (team_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_country_ix ON contact (country, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_language_ix ON contact (language, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_status_ix ON contact (status, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_words_ix ON contact USING gin (words(first_name, last_name, title, email)) WHERE deleted_at IS NULL;

CREATE TABLE contact_consent (
    contact_id   uuid NOT NULL CONSTRAINT contact_consent_contact_fk REFERENCES contact,
    purpose      text NOT NULL CONSTRAINT contact_consent_purpose_known
                 CHECK (purpose IN ('MARKETING_EMAIL', 'MARKETING_PHONE', 'MARKETING_POST', 'PROFILING', 'REFERENCE')),
    granted_on   date NOT NULL,
    withdrawn_on date,
    evidence     text,
    PRIMARY KEY (contact_id, purpose),
    CONSTRAINT contact_consent_withdrawn_after_granted CHECK (withdrawn_on >= granted_on)
);

-- Who is what in which company. An account has one first contact at most, and who has left is not it.
CREATE TABLE contact_account (
    contact_id uuid    NOT NULL CONSTRAINT contact_account_contact_fk REFERENCES contact,
    account_id uuid    NOT NULL CONSTRAINT contact_account_account_fk REFERENCES account,
    role       text CONSTRAINT contact_account_role_known
               CHECK (role IN ('DECISION_MAKER', 'BUDGET_HOLDER', 'SIGNER', 'CHAMPION', 'INFLUENCER', 'EVALUATOR', 'USER',
                               'SECURITY', 'LEGAL', 'PROCUREMENT', 'FINANCE', 'OPERATIONS', 'LINE_MANAGER', 'OTHER')),
    is_primary boolean NOT NULL,
    is_active  boolean NOT NULL,
    PRIMARY KEY (contact_id, account_id),
    CONSTRAINT contact_account_primary_is_active CHECK (is_active OR NOT is_primary)
);

CREATE INDEX contact_account_account_ix ON contact_account (account_id, contact_id);
CREATE UNIQUE INDEX contact_account_primary_uq ON contact_account (account_id) WHERE is_primary;

-- What spans two tables: who is deleted or erased is nobody's first contact, and an erased person has no consents. Looked at
-- when the transaction ends, because the rows are written one after the other.
CREATE FUNCTION contact_gone_holds_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    who uuid;
BEGIN
    IF TG_TABLE_NAME = 'contact' THEN
        who := NEW.id;
    ELSE
        who := NEW.contact_id;
    END IF;
    IF EXISTS (SELECT FROM contact c WHERE c.id = who
        AND (((c.deleted_at IS NOT NULL OR c.status = 'ERASED')
                AND EXISTS (SELECT FROM contact_account a WHERE a.contact_id = who AND a.is_primary))
            OR (c.status = 'ERASED' AND EXISTS (SELECT FROM contact_consent s WHERE s.contact_id = who)))) THEN
        RAISE EXCEPTION 'contact % is gone and still holds a place or a consent', who
            USING ERRCODE = '23514', CONSTRAINT = 'contact_gone_holds_nothing', TABLE = 'contact';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER contact_gone_holds_nothing AFTER UPDATE ON contact DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.deleted_at IS NOT NULL OR NEW.status = 'ERASED') EXECUTE FUNCTION contact_gone_holds_nothing();
CREATE CONSTRAINT TRIGGER contact_account_of_the_living AFTER INSERT OR UPDATE ON contact_account DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.is_primary) EXECUTE FUNCTION contact_gone_holds_nothing();
CREATE CONSTRAINT TRIGGER contact_consent_of_the_living AFTER INSERT OR UPDATE ON contact_consent DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION contact_gone_holds_nothing();
