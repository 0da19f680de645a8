-- What somebody means to buy. Its owner is a log-in, of a guest or of a shopper; a customer is known only once it is paid.
CREATE TABLE cart (
    id            uuid        PRIMARY KEY,
    version       bigint      NOT NULL,
    owner_issuer  text        NOT NULL,
    owner_subject text        NOT NULL,
    status        text        NOT NULL CHECK (status IN ('OPEN', 'COMPLETED', 'MERGED')),
    order_id      uuid        UNIQUE REFERENCES sales_order (id),
    source        text        NOT NULL CHECK (source IN ('UI', 'API', 'IMPORT', 'SYSTEM')),
    created_at    timestamptz NOT NULL,
    created_by    text        NOT NULL,
    updated_at    timestamptz NOT NULL,
    updated_by    text        NOT NULL,
    deleted_at    timestamptz,
    CONSTRAINT cart_order_if_completed CHECK ((status = 'COMPLETED') = (order_id IS NOT NULL))
);
-- One cart to fill at a time, whatever two tabs do.
CREATE UNIQUE INDEX cart_one_open ON cart (owner_issuer, owner_subject) WHERE status = 'OPEN' AND deleted_at IS NULL;
CREATE INDEX cart_owner ON cart (owner_issuer, owner_subject, created_at, id);
CREATE INDEX cart_created ON cart (created_at, id);

CREATE TABLE cart_line (
    cart_id    uuid    NOT NULL REFERENCES cart (id),
    product_id uuid    NOT NULL REFERENCES product (id),
    quantity   integer NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
    PRIMARY KEY (cart_id, product_id)
);
CREATE INDEX cart_line_product ON cart_line (product_id);
