-- People who sell and the teams they sell in. A team has a manager and a sales user has a team, so the two tables
-- refer to each other.
CREATE TABLE team (
    id          uuid PRIMARY KEY,
    code        text        NOT NULL,
    name        text        NOT NULL,
    manager_id  uuid,
    region      text,
    version     bigint      NOT NULL,
    source      text        NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz
);

CREATE TABLE sales_user (
    id          uuid PRIMARY KEY,
    username    text        NOT NULL,
    manager_id  uuid CONSTRAINT sales_user_manager_fk REFERENCES sales_user,
    team_id     uuid CONSTRAINT sales_user_team_fk REFERENCES team,
    region      text,
    active      boolean     NOT NULL,
    version     bigint      NOT NULL,
    source      text        NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    updated_by  text        NOT NULL,
    deleted_at  timestamptz
);

ALTER TABLE team ADD CONSTRAINT team_manager_fk FOREIGN KEY (manager_id) REFERENCES sales_user;

CREATE UNIQUE INDEX team_code_uq ON team (code) WHERE deleted_at IS NULL;
CREATE INDEX team_manager_ix ON team (manager_id, id) WHERE deleted_at IS NULL;
CREATE INDEX team_region_ix ON team (region, id) WHERE deleted_at IS NULL;
CREATE INDEX team_created_ix ON team (created_at, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX sales_user_username_uq ON sales_user (username) WHERE deleted_at IS NULL;
CREATE INDEX sales_user_manager_ix ON sales_user (manager_id, id) WHERE deleted_at IS NULL;
CREATE INDEX sales_user_team_ix ON sales_user (team_id, id) WHERE deleted_at IS NULL;
CREATE INDEX sales_user_region_ix ON sales_user (region, id) WHERE deleted_at IS NULL;
CREATE INDEX sales_user_created_ix ON sales_user (created_at, id) WHERE deleted_at IS NULL;

-- A row-wise walk upwards under one lock: two transactions that would each close half of a circle are put in order, and
-- the second one sees the first one's parent, because every statement of a volatile function has a fresh snapshot.
CREATE FUNCTION sales_user_refuse_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('sales_user.manager_id'));
    IF EXISTS (
        WITH RECURSIVE above (id) AS (
            SELECT NEW.manager_id
            UNION
            SELECT s.manager_id FROM sales_user s JOIN above a ON s.id = a.id WHERE s.manager_id IS NOT NULL)
        SELECT 1 FROM above WHERE id = NEW.id) THEN
        RAISE EXCEPTION 'sales user % would report to itself', NEW.id
            USING ERRCODE = '23514', CONSTRAINT = 'sales_user_no_cycle', TABLE = 'sales_user';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER sales_user_no_cycle_insert AFTER INSERT ON sales_user
    FOR EACH ROW WHEN (NEW.manager_id IS NOT NULL) EXECUTE FUNCTION sales_user_refuse_cycle();
CREATE CONSTRAINT TRIGGER sales_user_no_cycle_update AFTER UPDATE OF manager_id ON sales_user
    FOR EACH ROW WHEN (NEW.manager_id IS NOT NULL AND NEW.manager_id IS DISTINCT FROM OLD.manager_id)
    EXECUTE FUNCTION sales_user_refuse_cycle();
