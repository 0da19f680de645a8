-- How many pieces of an order have come back; what "returned" means follows from it.
ALTER TABLE sales_order ADD COLUMN returned_pieces bigint NOT NULL DEFAULT 0 CHECK (returned_pieces >= 0);

-- What a buyer sends back. Comment and decision are words: blanked by erasure, sealed in the audit, never in the feed.
CREATE TABLE order_return (
    id                 uuid        PRIMARY KEY,
    version            bigint      NOT NULL,
    order_id           uuid        NOT NULL REFERENCES sales_order (id),
    customer_id        uuid        NOT NULL REFERENCES customer (id),
    status             text        NOT NULL CHECK (status IN ('REQUESTED', 'APPROVED', 'IN_TRANSIT', 'RECEIVED', 'REFUNDED',
                                                              'CLOSED', 'REJECTED', 'CANCELLED')),
    comment            text,
    decision           text,
    channel            text,
    country            text        CHECK (country ~ '^[A-Z]{2}$'),
    occurred_at        timestamptz NOT NULL,
    occurred_on        date        NOT NULL,
    occurred_precision text        NOT NULL CHECK (occurred_precision IN ('DAY', 'INSTANT')),
    source             text        NOT NULL CHECK (source IN ('UI', 'API', 'IMPORT', 'SYSTEM')),
    created_at         timestamptz NOT NULL,
    created_by         text        NOT NULL,
    updated_at         timestamptz NOT NULL,
    updated_by         text        NOT NULL,
    deleted_at         timestamptz,
    UNIQUE (id, order_id),
    CONSTRAINT order_return_refused_with_reason CHECK (status NOT IN ('REJECTED', 'CLOSED') OR decision IS NOT NULL)
);
CREATE INDEX order_return_created ON order_return (created_at, id);
CREATE INDEX order_return_order ON order_return (order_id, created_at, id);
CREATE INDEX order_return_customer ON order_return (customer_id, created_at, id);
CREATE INDEX order_return_status ON order_return (status, created_at, id);

-- One line of an order in a return. What counts against the pieces that were sold is the claim: what is wanted back until it
-- has arrived, then what did, and nothing once it was refused or given up.
CREATE TABLE order_return_line (
    return_id             uuid    NOT NULL,
    order_id              uuid    NOT NULL,
    line_no               integer NOT NULL,
    product_id            uuid    REFERENCES product (id),
    sku                   text,
    reason                text    NOT NULL CHECK (reason IN ('CHANGED_MIND', 'DOES_NOT_FIT', 'NOT_AS_DESCRIBED', 'WRONG_ITEM',
                                                             'DAMAGED', 'DEFECTIVE', 'ARRIVED_LATE', 'OTHER')),
    requested_qty         integer NOT NULL CHECK (requested_qty >= 1),
    received_qty          integer CHECK (received_qty BETWEEN 0 AND requested_qty),
    claimed_qty           integer NOT NULL CHECK (claimed_qty BETWEEN 0 AND requested_qty),
    condition             text    CHECK (condition IN ('RESALEABLE', 'UNUSABLE')),
    refund_goods_minor    bigint  CHECK (refund_goods_minor >= 0),
    refund_goods_currency char(3),
    refund_tax_minor      bigint  CHECK (refund_tax_minor >= 0),
    refund_tax_currency   char(3),
    PRIMARY KEY (return_id, line_no),
    FOREIGN KEY (return_id, order_id) REFERENCES order_return (id, order_id),
    CONSTRAINT order_return_line_of_order FOREIGN KEY (order_id, line_no) REFERENCES order_line (order_id, line_no),
    CONSTRAINT order_return_line_received CHECK (received_qty IS NULL OR claimed_qty = received_qty),
    CONSTRAINT order_return_line_condition CHECK ((condition IS NOT NULL) = (coalesce(received_qty, 0) > 0)),
    CONSTRAINT order_return_line_refund CHECK ((refund_goods_minor IS NULL) = (received_qty IS NULL)
        AND (refund_tax_minor IS NULL) = (received_qty IS NULL)
        AND (refund_goods_currency IS NULL) = (refund_goods_minor IS NULL)
        AND refund_tax_currency IS NOT DISTINCT FROM refund_goods_currency)
);
CREATE INDEX order_return_line_order ON order_return_line (order_id, line_no);

-- No more comes back than was sold. The order is locked first, so that two transactions that each claim the last piece see
-- one another.
CREATE FUNCTION returns_within_order() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM 1 FROM sales_order WHERE id IN (SELECT order_id FROM changed) ORDER BY id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM order_return_line r JOIN order_line l ON l.order_id = r.order_id AND l.line_no = r.line_no
               WHERE r.order_id IN (SELECT order_id FROM changed)
               GROUP BY l.order_id, l.line_no, l.quantity HAVING sum(r.claimed_qty) > l.quantity) THEN
        RAISE EXCEPTION 'more comes back than was sold'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'returns_within_order';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER returns_within_order_added AFTER INSERT ON order_return_line
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION returns_within_order();
CREATE TRIGGER returns_within_order_changed AFTER UPDATE ON order_return_line
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION returns_within_order();

-- The same from the other side: a source that corrects an order cannot take away what has come back.
CREATE FUNCTION sold_covers_returns() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF (SELECT coalesce(sum(claimed_qty), 0) FROM order_return_line WHERE order_id = NEW.order_id AND line_no = NEW.line_no)
           > NEW.quantity THEN
        RAISE EXCEPTION 'more came back than is sold'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'returns_within_order';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER sold_covers_returns AFTER UPDATE OF quantity ON order_line
    FOR EACH ROW WHEN (NEW.quantity < OLD.quantity) EXECUTE FUNCTION sold_covers_returns();
