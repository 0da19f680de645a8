-- Old days of the outbox can be given up. What is left of them is what a reader who begins needs: the latest state of each
-- entity. It lies in a partition of the same table, so that every reader of the table sees each event exactly once, wherever
-- it lies at that moment.
CREATE TABLE outbox_base PARTITION OF outbox FOR VALUES FROM (MINVALUE) TO ('1970-01-02');
REVOKE ALL ON outbox_base FROM "${app_role}";

-- How far a reader has brought to safety what it read. Nothing behind the least of the readers that are waited for goes.
CREATE TABLE feed_confirmation (
    reader       text        PRIMARY KEY CHECK (reader ~ '^[a-z][a-z0-9-]{0,62}$'),
    epoch        integer     NOT NULL,
    xid          bigint      NOT NULL,
    seq          bigint      NOT NULL,
    confirmed_at timestamptz NOT NULL
);
REVOKE DELETE ON feed_confirmation FROM "${app_role}";
CREATE FUNCTION feed_confirmation_rises() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    IF (NEW.epoch, NEW.xid, NEW.seq) < (OLD.epoch, OLD.xid, OLD.seq) OR NEW.reader <> OLD.reader THEN
        RAISE EXCEPTION 'a confirmation is never taken back' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER feed_confirmation_rises BEFORE UPDATE ON feed_confirmation
    FOR EACH ROW EXECUTE FUNCTION feed_confirmation_rises();

-- Per kind the last event of the days that were given up, recorded before the first of them is touched: from then on only
-- positions from there on, and those of events that are still there, are good to continue from.
CREATE TABLE outbox_cut (
    kind  text    PRIMARY KEY,
    epoch integer NOT NULL,
    xid   bigint  NOT NULL,
    seq   bigint  NOT NULL
);

-- The last cut and how far it is worked, so that any process can go on with it.
CREATE TABLE outbox_retention (
    only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    through_day date        NOT NULL,
    part_day    date        NOT NULL DEFAULT '-infinity',  -- of the partition that is being worked, and its next block
    next_block  bigint      NOT NULL DEFAULT 0,
    kept_since  timestamptz NOT NULL DEFAULT '-infinity',  -- what was recorded later is kept event by event
    begun_at    timestamptz NOT NULL,
    ended_at    timestamptz
);
REVOKE INSERT, UPDATE, DELETE ON outbox_cut, outbox_retention FROM "${app_role}";

-- Where events of the days up to one may lie; the partition for the rest is the last.
CREATE FUNCTION outbox_parts(last_day date) RETURNS TABLE (day date, part regclass)
    LANGUAGE sql STABLE
    SET search_path = public, pg_temp AS
$$
SELECT d.day, d.part FROM (
    SELECT CASE WHEN c.relname ~ '^outbox_[0-9]{8}$' THEN to_date(right(c.relname::text, 8), 'YYYYMMDD') END AS day,
           c.oid::regclass AS part
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'outbox'::regclass) AS d
WHERE d.day <= last_day
UNION ALL
SELECT 'infinity', 'outbox_default'::regclass
ORDER BY 1
$$;
REVOKE EXECUTE ON FUNCTION outbox_parts(date) FROM PUBLIC;

-- Behind this nothing may be given up: what a reader has not confirmed, what webhooks were not told, and what a
-- transaction that still runs can precede. Null where a reader has confirmed nothing yet.
CREATE FUNCTION outbox_bound(readers text[], OUT epoch integer, OUT xid bigint, OUT seq bigint)
    LANGUAGE sql STABLE
    SET search_path = public, pg_temp AS
$$
SELECT b.epoch, b.xid, b.seq
FROM (SELECT f.epoch, f.xid, f.seq FROM feed_confirmation f WHERE f.reader = ANY (readers)
      UNION ALL
      SELECT e.epoch, pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, 9223372036854775807 FROM feed_epoch e
      UNION ALL
      SELECT t.epoch, t.xid, t.seq
      FROM (SELECT w.since_epoch, w.since_xid FROM webhook w WHERE w.active AND w.deleted_at IS NULL
            ORDER BY w.since_epoch, w.since_xid LIMIT 1) AS first
      CROSS JOIN LATERAL (SELECT p.epoch, p.xid, p.seq FROM webhook_position p
                          UNION ALL SELECT first.since_epoch, first.since_xid, 9223372036854775807
                          ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT 1) AS t) AS b
WHERE NOT EXISTS (SELECT FROM unnest(readers) AS r (name)
                  WHERE NOT EXISTS (SELECT FROM feed_confirmation f WHERE f.reader = r.name))
ORDER BY b.epoch, b.xid, b.seq LIMIT 1
$$;
REVOKE EXECUTE ON FUNCTION outbox_bound(text[]) FROM PUBLIC;

-- Records how far the outbox is to be given up: whole days before the last keep_days, none of whose events lies behind the
-- bound. Returns the last of them while there is something to do.
CREATE FUNCTION begin_outbox_cut(keep_days integer, readers text[]) RETURNS date
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$
DECLARE
    today   date := (transaction_timestamp() AT TIME ZONE 'UTC')::date;
    bound   record;
    kinds   text[];
    newest  date := '-infinity';
    through date;
    late    boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('outbox_cut'));
    SELECT r.through_day INTO through FROM outbox_retention r WHERE r.ended_at IS NULL;
    IF FOUND THEN
        RETURN through;
    END IF;
    SELECT b.* INTO bound FROM outbox_bound(readers) AS b;
    IF bound.epoch IS NULL THEN
        RETURN NULL;
    END IF;
    WITH RECURSIVE k AS (
        SELECT min(kind) AS kind FROM outbox
        UNION ALL
        SELECT (SELECT min(o.kind) FROM outbox o WHERE o.kind > k.kind) FROM k WHERE k.kind IS NOT NULL)
    SELECT array_agg(k.kind) INTO kinds FROM k WHERE k.kind IS NOT NULL;
    FOR newest IN SELECT p.day FROM outbox_parts(today - 1 - greatest(keep_days, 1)) AS p WHERE p.day < 'infinity' LOOP
        WITH last AS (
            SELECT l.* FROM unnest(kinds) AS k (kind) CROSS JOIN LATERAL (
                SELECT o.kind, o.epoch, o.xid, o.seq FROM outbox o WHERE o.kind = k.kind AND o.day = newest
                ORDER BY o.epoch DESC, o.xid DESC, o.seq DESC LIMIT 1) AS l),
        noted AS (
            INSERT INTO outbox_cut AS c (kind, epoch, xid, seq)
            SELECT l.kind, l.epoch, l.xid, l.seq FROM last l
            WHERE NOT EXISTS (SELECT FROM last x WHERE (x.epoch, x.xid, x.seq) > (bound.epoch, bound.xid, bound.seq))
            ON CONFLICT (kind) DO UPDATE SET epoch = excluded.epoch, xid = excluded.xid, seq = excluded.seq
            WHERE (excluded.epoch, excluded.xid, excluded.seq) > (c.epoch, c.xid, c.seq))
        SELECT bool_or((l.epoch, l.xid, l.seq) > (bound.epoch, bound.xid, bound.seq)) INTO late FROM last l;
        EXIT WHEN late;
        through := newest;
    END LOOP;
    IF through IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO outbox_retention AS r (through_day, begun_at) VALUES (through, clock_timestamp())
    ON CONFLICT (only_row) DO UPDATE SET through_day = greatest(excluded.through_day, r.through_day),
        part_day = '-infinity', next_block = 0, begun_at = excluded.begun_at, ended_at = NULL;
    RETURN through;
END
$$;
REVOKE EXECUTE ON FUNCTION begin_outbox_cut(integer, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION begin_outbox_cut(integer, text[]) TO "${app_role}";

-- Takes the events of a cut out of some blocks of a partition. Per entity these stay, in the base: its latest event, the
-- latest that is no erasure (which says nothing of facts), and the latest that carried facts.
CREATE FUNCTION cut_outbox_blocks(part regclass, last_day date, first_block bigint, next_block bigint,
                                  OUT taken bigint, OUT recorded timestamptz)
    LANGUAGE plpgsql
    SET search_path = public, pg_temp
    -- Few blocks are looked up in the base, which is never read whole for them, whatever its statistics say.
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS
$$
BEGIN
    EXECUTE format($sql$
        WITH taken AS (
            DELETE FROM %s AS o USING outbox_cut c
            WHERE o.ctid >= '(%s,0)'::tid AND o.ctid < '(%s,0)'::tid AND o.day <= %L
              AND c.kind = o.kind AND (o.epoch, o.xid, o.seq) <= (c.epoch, c.xid, c.seq)
            RETURNING o.*),
        met AS (
            SELECT t.kind, t.entity_id, t.epoch, t.xid, t.seq, t.entity_version, t.change, true AS is_new FROM taken t
            UNION ALL
            SELECT b.kind, b.entity_id, b.epoch, b.xid, b.seq, b.entity_version, b.change, false
            FROM (SELECT DISTINCT kind, entity_id FROM taken) AS t JOIN outbox_base b USING (kind, entity_id)),
        judged AS (
            SELECT m.*, m.entity_version >= max(m.entity_version) OVER entity
                     OR m.change <> 'ERASED' AND m.entity_version >= max(m.entity_version) FILTER (WHERE m.change <> 'ERASED') OVER entity
                     OR m.change = 'UPSERT' AND m.entity_version >= max(m.entity_version) FILTER (WHERE m.change = 'UPSERT') OVER entity
                     AS stays
            FROM met m WINDOW entity AS (PARTITION BY m.kind, m.entity_id)),
        replaced AS (
            DELETE FROM outbox_base b USING judged j
            WHERE NOT j.stays AND NOT j.is_new
              AND (b.kind, b.epoch, b.xid, b.seq) = (j.kind, j.epoch, j.xid, j.seq)),
        moved AS (
            INSERT INTO outbox_base (day, epoch, xid, seq, event_id, kind, entity_id, entity_version, change, occurred_at,
                                     recorded_at, data)
            SELECT date '1970-01-01', t.epoch, t.xid, t.seq, t.event_id, t.kind, t.entity_id, t.entity_version, t.change,
                   t.occurred_at, t.recorded_at, t.data
            FROM taken t JOIN judged j USING (kind, epoch, xid, seq) WHERE j.stays AND j.is_new)
        SELECT count(*), max(recorded_at) FROM taken$sql$, part, first_block, next_block, last_day)
    INTO taken, recorded;
END
$$;
REVOKE EXECUTE ON FUNCTION cut_outbox_blocks(regclass, date, bigint, bigint) FROM PUBLIC;

-- Drops a day that was given up, unless a transaction that took its time has written to it since. Nobody is kept waiting
-- for a transaction that is still open: then it is tried again later.
CREATE FUNCTION drop_outbox_day(part regclass) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = public, pg_temp
    SET lock_timeout = '100ms' AS
$$
DECLARE
    kept boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', part) INTO kept;
    IF NOT kept THEN
        LOCK TABLE ONLY outbox IN ACCESS EXCLUSIVE MODE;
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', part) INTO kept;
        IF NOT kept THEN
            EXECUTE format('DROP TABLE %s', part);
        END IF;
    END IF;
    RETURN true;
EXCEPTION WHEN lock_not_available THEN
    RETURN false;
END
$$;
REVOKE EXECUTE ON FUNCTION drop_outbox_day(regclass) FROM PUBLIC;

-- One short step of the recorded cut. state: MORE, DONE, HELD (a transaction is in the way of dropping a day) or BUSY
-- (somebody else is at it).
CREATE FUNCTION work_outbox_cut(blocks integer, OUT state text, OUT taken bigint, OUT dropped text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$
DECLARE
    cut      outbox_retention;
    at       record;
    total    bigint;
    last     bigint;
    recorded timestamptz;
BEGIN
    taken := 0;
    state := 'MORE';
    IF NOT pg_try_advisory_xact_lock(hashtext('outbox_cut')) THEN
        state := 'BUSY';
        RETURN;
    END IF;
    SELECT * INTO cut FROM outbox_retention WHERE ended_at IS NULL;
    IF NOT FOUND THEN
        state := 'DONE';
        RETURN;
    END IF;
    SELECT p.* INTO at FROM outbox_parts(cut.through_day) AS p WHERE p.day >= cut.part_day ORDER BY p.day LIMIT 1;
    IF at.day > cut.part_day THEN
        cut.next_block := 0;
    END IF;
    total := pg_relation_size(at.part) / current_setting('block_size')::bigint;
    IF cut.next_block < total THEN
        last := cut.next_block + greatest(blocks, 1);
        SELECT b.taken, b.recorded INTO taken, recorded
        FROM cut_outbox_blocks(at.part, cut.through_day, cut.next_block, last) AS b;
        UPDATE outbox_retention r SET part_day = at.day, next_block = last,
               kept_since = greatest(r.kept_since, coalesce(recorded, r.kept_since));
        RETURN;
    END IF;
    IF at.day < 'infinity' THEN
        UPDATE outbox_retention SET part_day = at.day + 1, next_block = 0;
        RETURN;
    END IF;
    FOR at IN SELECT p.* FROM outbox_parts(cut.through_day) AS p WHERE p.day < 'infinity' ORDER BY p.day LOOP
        dropped := at.part::text;
        IF NOT drop_outbox_day(at.part) THEN
            dropped := NULL;
            state := 'HELD';
            RETURN;
        END IF;
        IF to_regclass(dropped) IS NULL THEN
            RETURN;
        END IF;
        dropped := NULL;
    END LOOP;
    DELETE FROM outbox_mark WHERE day <= cut.through_day;
    UPDATE outbox_retention SET ended_at = clock_timestamp();
    state := 'DONE';
END
$$;
REVOKE EXECUTE ON FUNCTION work_outbox_cut(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION work_outbox_cut(integer) TO "${app_role}";
