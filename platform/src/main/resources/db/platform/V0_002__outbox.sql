-- The epoch leads every feed position. It is raised after a restore, when transaction ids may repeat.
CREATE TABLE feed_epoch (
    only_row  boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch     integer     NOT NULL CHECK (epoch > 0),
    raised_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO feed_epoch (epoch) VALUES (1);
REVOKE INSERT, UPDATE, DELETE ON feed_epoch FROM "${app_role}";

CREATE FUNCTION raise_feed_epoch() RETURNS integer
    LANGUAGE sql AS
'UPDATE feed_epoch SET epoch = epoch + 1, raised_at = now() RETURNING epoch';
REVOKE EXECUTE ON FUNCTION raise_feed_epoch() FROM PUBLIC;

CREATE SEQUENCE outbox_seq;

-- One row per entity and transaction. "day" is the day on which the transaction began, by the database's clock:
-- it only chooses the partition and is the same for all rows of a transaction, also over midnight.
CREATE TABLE outbox (
    day            date        NOT NULL DEFAULT (transaction_timestamp() AT TIME ZONE 'UTC')::date,
    epoch          integer     NOT NULL,
    xid            bigint      NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    seq            bigint      NOT NULL DEFAULT nextval('outbox_seq'),
    event_id       uuid        NOT NULL,
    kind           text        NOT NULL,
    entity_id      uuid        NOT NULL,
    entity_version bigint      NOT NULL CHECK (entity_version > 0),
    change         text        NOT NULL CHECK (change IN ('UPSERT', 'DELETED', 'ERASED')),
    occurred_at    timestamptz NOT NULL,
    recorded_at    timestamptz NOT NULL,
    data           json,
    PRIMARY KEY (kind, epoch, xid, seq, day),
    UNIQUE (kind, entity_id, epoch, xid, day)
) PARTITION BY RANGE (day);
CREATE TABLE outbox_default PARTITION OF outbox DEFAULT;
REVOKE DELETE ON outbox FROM "${app_role}";
REVOKE ALL ON outbox_default FROM "${app_role}";

-- A second change of one entity in one transaction replaces its event; what is committed never changes again.
CREATE FUNCTION outbox_is_final() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    IF OLD.xid <> pg_current_xact_id()::text::bigint THEN
        RAISE EXCEPTION 'a committed event cannot be changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER outbox_is_final BEFORE UPDATE ON outbox FOR EACH ROW EXECUTE FUNCTION outbox_is_final();

-- Per day a transaction id below which everything had ended: tells a reader which partitions it can leave out.
CREATE TABLE outbox_mark (
    day   date    PRIMARY KEY,
    epoch integer NOT NULL,
    xid   bigint  NOT NULL
);
REVOKE INSERT, UPDATE, DELETE ON outbox_mark FROM "${app_role}";

-- Makes the missing partitions of a table that is partitioned by its column "day" and has a partition
-- "<table>_default". Rows which came too early for their partition are moved into it.
CREATE FUNCTION ensure_daily_partitions(parent text, first_day date, last_day date) RETURNS integer
    LANGUAGE plpgsql
    SET search_path = public, pg_temp AS
$$
DECLARE
    d    date    := first_day;
    part text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ensure_daily_partitions'), hashtext(parent));
    WHILE d <= last_day LOOP
        part := parent || '_' || to_char(d, 'YYYYMMDD');
        IF to_regclass(quote_ident(part)) IS NULL THEN
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part, parent);
            EXECUTE format('REVOKE ALL ON %I FROM %I', part, '${app_role}');
            EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_default');
            EXECUTE format('WITH early AS (DELETE FROM %I WHERE day = %L RETURNING *) INSERT INTO %I SELECT * FROM early',
                           parent || '_default', d, part);
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, d, d + 1);
            made := made + 1;
        END IF;
        d := d + 1;
    END LOOP;
    RETURN made;
END
$$;
REVOKE EXECUTE ON FUNCTION ensure_daily_partitions(text, date, date) FROM PUBLIC;

-- The one thing of structure that the application may ask for; called at the start and by a schedule.
CREATE FUNCTION prepare_outbox(days_ahead integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$
DECLARE
    today date := (transaction_timestamp() AT TIME ZONE 'UTC')::date;
BEGIN
    INSERT INTO outbox_mark (day, epoch, xid)
    SELECT today, e.epoch, pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM feed_epoch e
    ON CONFLICT (day) DO NOTHING;
    RETURN ensure_daily_partitions('outbox', today, today + least(greatest(days_ahead, 0), 60));
END
$$;
REVOKE EXECUTE ON FUNCTION prepare_outbox(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION prepare_outbox(integer) TO "${app_role}";
