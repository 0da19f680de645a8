-- Where this database lived when its epoch was last used. A restored one lives elsewhere: on another server, on another
-- timeline of the same one, or as another database or table there. Null = not known yet.
ALTER TABLE feed_epoch ADD COLUMN origin text;

CREATE FUNCTION feed_origin() RETURNS text
    LANGUAGE sql STABLE AS
$$
SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()), left(pg_walfile_name(pg_current_wal_lsn()), 8),
                 (SELECT oid FROM pg_database WHERE datname = current_database()), 'public.feed_epoch'::regclass::oid)
$$;
REVOKE EXECUTE ON FUNCTION feed_origin() FROM PUBLIC;

-- A transaction that read the old epoch must have ended before anybody can be given a position of the new one, else its
-- events would slip in behind readers. Writers read the epoch in their transaction, so this lock waits for them.
CREATE OR REPLACE FUNCTION raise_feed_epoch() RETURNS integer
    LANGUAGE plpgsql
    SET search_path = public, pg_temp AS
$$
DECLARE
    raised integer;
BEGIN
    LOCK TABLE feed_epoch IN ACCESS EXCLUSIVE MODE;
    UPDATE feed_epoch SET epoch = epoch + 1, raised_at = now(), origin = feed_origin() RETURNING epoch INTO raised;
    RETURN raised;
END
$$;

-- Raises the epoch if the database was moved since it was last used; called by the application whenever it starts.
CREATE FUNCTION keep_feed_epoch() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$
DECLARE
    here  text := feed_origin();
    known text;
BEGIN
    SELECT origin INTO known FROM feed_epoch;
    IF known = here THEN
        RETURN false;
    END IF;
    LOCK TABLE feed_epoch IN ACCESS EXCLUSIVE MODE;
    -- Another process may have been faster.
    SELECT origin INTO known FROM feed_epoch;
    IF known IS NULL THEN
        UPDATE feed_epoch SET origin = here;
    ELSIF known <> here THEN
        PERFORM raise_feed_epoch();
        RETURN true;
    END IF;
    RETURN false;
END
$$;
REVOKE EXECUTE ON FUNCTION keep_feed_epoch() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keep_feed_epoch() TO "${app_role}";
