-- What a customer thinks of something he bought. Title and body are his words: blanked by erasure, sealed in the audit,
-- never in the feed.
CREATE TABLE review (
    id                 uuid        PRIMARY KEY,
    version            bigint      NOT NULL,
    product_id         uuid        NOT NULL REFERENCES product (id),
    customer_id        uuid        NOT NULL REFERENCES customer (id),
    order_id           uuid        REFERENCES sales_order (id),
    line_no            integer,
    rating             integer     NOT NULL CHECK (rating BETWEEN 1 AND 5),
    title              text,
    body               text,
    locale             text,
    state              text        NOT NULL CHECK (state IN ('PENDING', 'APPROVED', 'REJECTED', 'HIDDEN')),
    reason             text,
    moderated_at       timestamptz,
    moderated_by       text,
    occurred_at        timestamptz NOT NULL,
    occurred_on        date        NOT NULL,
    occurred_precision text        NOT NULL CHECK (occurred_precision IN ('DAY', 'INSTANT')),
    channel            text,
    country            text        CHECK (country ~ '^[A-Z]{2}$'),
    source             text        NOT NULL CHECK (source IN ('UI', 'API', 'IMPORT', 'SYSTEM')),
    created_at         timestamptz NOT NULL,
    created_by         text        NOT NULL,
    updated_at         timestamptz NOT NULL,
    updated_by         text        NOT NULL,
    deleted_at         timestamptz,
    CONSTRAINT review_of_a_whole_line CHECK ((order_id IS NULL) = (line_no IS NULL)),
    CONSTRAINT review_bought_or_imported CHECK (order_id IS NOT NULL OR source = 'IMPORT'),
    CONSTRAINT review_refused_with_reason CHECK (state NOT IN ('REJECTED', 'HIDDEN') OR reason IS NOT NULL)
);
-- Whatever two tabs do, what was bought once is reviewed once.
CREATE UNIQUE INDEX review_one_per_line ON review (order_id, line_no) WHERE order_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX review_created ON review (created_at, id);
CREATE INDEX review_published ON review (product_id, occurred_at, id) WHERE state = 'APPROVED' AND deleted_at IS NULL;
CREATE INDEX review_published_rating ON review (product_id, rating, id) WHERE state = 'APPROVED' AND deleted_at IS NULL;
CREATE INDEX review_customer ON review (customer_id, created_at, id);
CREATE INDEX review_to_moderate ON review (created_at, id) WHERE state = 'PENDING' AND deleted_at IS NULL;

-- The approved reviews of a product in five numbers; count and sum follow from them. Kept by the trigger below in the
-- transaction of the review, so that it equals a recount whoever writes, and however many at once.
CREATE TABLE rating_summary (
    product_id uuid   PRIMARY KEY REFERENCES product (id),
    stars_1    bigint NOT NULL DEFAULT 0 CHECK (stars_1 >= 0),
    stars_2    bigint NOT NULL DEFAULT 0 CHECK (stars_2 >= 0),
    stars_3    bigint NOT NULL DEFAULT 0 CHECK (stars_3 >= 0),
    stars_4    bigint NOT NULL DEFAULT 0 CHECK (stars_4 >= 0),
    stars_5    bigint NOT NULL DEFAULT 0 CHECK (stars_5 >= 0),
    ratings    bigint GENERATED ALWAYS AS (stars_1 + stars_2 + stars_3 + stars_4 + stars_5) STORED,
    stars      bigint GENERATED ALWAYS AS (stars_1 + 2 * stars_2 + 3 * stars_3 + 4 * stars_4 + 5 * stars_5) STORED
);
REVOKE INSERT, UPDATE, DELETE ON rating_summary FROM "${app_role}";

-- The change of a statement, product by product in the order of their ids, so that two statements never deadlock. An
-- insert brings only "added", a removal only "removed", a change both.
CREATE FUNCTION count_ratings() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$
DECLARE
    change record;
BEGIN
    FOR change IN EXECUTE CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT product_id, 1 AS sign, rating FROM added WHERE state = ''APPROVED'' AND deleted_at IS NULL'
        WHEN 'DELETE' THEN 'SELECT product_id, -1 AS sign, rating FROM removed WHERE state = ''APPROVED'' AND deleted_at IS NULL'
        ELSE 'SELECT product_id, sum(sign)::integer AS sign, rating FROM (
                  SELECT product_id, 1 AS sign, rating FROM added WHERE state = ''APPROVED'' AND deleted_at IS NULL
                  UNION ALL
                  SELECT product_id, -1, rating FROM removed WHERE state = ''APPROVED'' AND deleted_at IS NULL) both_sides
              GROUP BY product_id, rating HAVING sum(sign) <> 0'
        END || ' ORDER BY product_id, rating'
    LOOP
        INSERT INTO rating_summary (product_id) VALUES (change.product_id) ON CONFLICT DO NOTHING;
        UPDATE rating_summary SET
            stars_1 = stars_1 + CASE WHEN change.rating = 1 THEN change.sign ELSE 0 END,
            stars_2 = stars_2 + CASE WHEN change.rating = 2 THEN change.sign ELSE 0 END,
            stars_3 = stars_3 + CASE WHEN change.rating = 3 THEN change.sign ELSE 0 END,
            stars_4 = stars_4 + CASE WHEN change.rating = 4 THEN change.sign ELSE 0 END,
            stars_5 = stars_5 + CASE WHEN change.rating = 5 THEN change.sign ELSE 0 END
        WHERE product_id = change.product_id;
    END LOOP;
    RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION count_ratings() FROM PUBLIC;

CREATE TRIGGER ratings_added AFTER INSERT ON review
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_ratings();
CREATE TRIGGER ratings_changed AFTER UPDATE ON review
    REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_ratings();
CREATE TRIGGER ratings_removed AFTER DELETE ON review
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_ratings();

-- Takes the ratings of several products in one order, before a batch of reviews would take them in the order of its rows.
CREATE FUNCTION hold_ratings(products uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS
$$
BEGIN
    INSERT INTO rating_summary (product_id) SELECT p FROM unnest(products) AS p ORDER BY p ON CONFLICT DO NOTHING;
    PERFORM 1 FROM rating_summary WHERE product_id = ANY (products) ORDER BY product_id FOR UPDATE;
END
$$;
REVOKE EXECUTE ON FUNCTION hold_ratings(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_ratings(uuid[]) TO "${app_role}";
