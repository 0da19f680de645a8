-- Two accounts that are one company become one record. The one that goes stays as a row that nobody finds, whose id leads to
-- the one that it lives on in.
ALTER TABLE account ADD COLUMN merged_into_id uuid CONSTRAINT account_merged_into_fk REFERENCES account;
ALTER TABLE account ADD CONSTRAINT account_merged_is_gone CHECK ((status = 'MERGED') = (merged_into_id IS NOT NULL)
    AND (status <> 'MERGED' OR deleted_at IS NOT NULL) AND merged_into_id <> id);
CREATE INDEX account_merged_into_ix ON account (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- Nothing begins to belong to an account that was merged. Who writes while the merge does waits at the foreign key, whose
-- trigger comes before this one by its name; then this one looks with a snapshot of its own.
CREATE FUNCTION account_refuse_merged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named uuid;
BEGIN
    IF TG_TABLE_NAME = 'account' THEN
        named := NEW.parent_account_id;
    ELSE
        named := NEW.account_id;
    END IF;
    IF EXISTS (SELECT FROM account a WHERE a.id = named AND a.status = 'MERGED') THEN
        RAISE EXCEPTION 'account % was merged into another', named
            USING ERRCODE = '23514', CONSTRAINT = 'account_lives_on', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER account_of_the_living_insert AFTER INSERT ON account
    FOR EACH ROW WHEN (NEW.parent_account_id IS NOT NULL) EXECUTE FUNCTION account_refuse_merged();
CREATE CONSTRAINT TRIGGER account_of_the_living_update AFTER UPDATE OF parent_account_id ON account
    FOR EACH ROW WHEN (NEW.parent_account_id IS NOT NULL AND NEW.parent_account_id IS DISTINCT FROM OLD.parent_account_id)
    EXECUTE FUNCTION account_refuse_merged();
CREATE CONSTRAINT TRIGGER account_of_the_living_insert AFTER INSERT ON opportunity
    FOR EACH ROW WHEN (NEW.account_id IS NOT NULL) EXECUTE FUNCTION account_refuse_merged();
CREATE CONSTRAINT TRIGGER account_of_the_living_update AFTER UPDATE OF account_id ON opportunity
    FOR EACH ROW WHEN (NEW.account_id IS NOT NULL AND NEW.account_id IS DISTINCT FROM OLD.account_id)
    EXECUTE FUNCTION account_refuse_merged();
CREATE CONSTRAINT TRIGGER account_of_the_living_insert AFTER INSERT ON contact_account
    FOR EACH ROW EXECUTE FUNCTION account_refuse_merged();
CREATE CONSTRAINT TRIGGER account_of_the_living_update AFTER UPDATE OF account_id ON contact_account
    FOR EACH ROW WHEN (NEW.account_id IS DISTINCT FROM OLD.account_id) EXECUTE FUNCTION account_refuse_merged();
