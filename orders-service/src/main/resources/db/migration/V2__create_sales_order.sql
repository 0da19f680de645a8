CREATE SEQUENCE order_no START 100001;

-- One purchase of one person. Amounts are pairs of minor units and currency; all pairs of an order agree.
CREATE TABLE sales_order (
    id                   uuid        PRIMARY KEY,
    version              bigint      NOT NULL,
    order_no             text,
    customer_id          uuid        NOT NULL REFERENCES customer (id),
    status               text        NOT NULL CHECK (status IN ('PENDING_PAYMENT', 'CONFIRMED', 'PROCESSING', 'COMPLETED',
                                                                 'ON_HOLD', 'CANCELLED', 'EXPIRED')),
    payment_status       text        NOT NULL CHECK (payment_status IN ('NOT_PAID', 'AUTHORIZED', 'PARTIALLY_PAID', 'PAID',
                                                                         'PARTIALLY_REFUNDED', 'REFUNDED', 'CHARGEBACK')),
    channel              text,
    country              text        CHECK (country ~ '^[A-Z]{2}$'),
    occurred_at          timestamptz NOT NULL,
    occurred_on          date        NOT NULL,
    occurred_precision   text        NOT NULL CHECK (occurred_precision IN ('DAY', 'INSTANT')),
    lines_minor          bigint      NOT NULL CHECK (lines_minor >= 0),
    lines_currency       char(3)     NOT NULL,
    discount_minor       bigint      NOT NULL CHECK (discount_minor >= 0),
    discount_currency    char(3)     NOT NULL,
    tax_minor            bigint      NOT NULL CHECK (tax_minor >= 0),
    tax_currency         char(3)     NOT NULL,
    shipping_minor       bigint      NOT NULL CHECK (shipping_minor >= 0),
    shipping_currency    char(3)     NOT NULL,
    total_minor          bigint      NOT NULL CHECK (total_minor >= 0),
    total_currency       char(3)     NOT NULL,
    cancel_reason        text,
    source               text        NOT NULL CHECK (source IN ('UI', 'API', 'IMPORT', 'SYSTEM')),
    created_at           timestamptz NOT NULL,
    created_by           text        NOT NULL,
    updated_at           timestamptz NOT NULL,
    updated_by           text        NOT NULL,
    deleted_at           timestamptz,
    CONSTRAINT sales_order_total CHECK (total_minor = lines_minor + shipping_minor + tax_minor - discount_minor),
    CONSTRAINT sales_order_one_currency CHECK (lines_currency = total_currency AND discount_currency = total_currency
        AND tax_currency = total_currency AND shipping_currency = total_currency)
);

CREATE UNIQUE INDEX sales_order_no ON sales_order (order_no) WHERE order_no IS NOT NULL;
CREATE INDEX sales_order_created ON sales_order (created_at, id);
CREATE INDEX sales_order_occurred ON sales_order (occurred_at, id);
CREATE INDEX sales_order_customer ON sales_order (customer_id, occurred_at, id);
-- Partial: nearly every order ends completed and paid, and nobody looks for those by their state.
CREATE INDEX sales_order_status ON sales_order (status, created_at, id) WHERE status <> 'COMPLETED';
CREATE INDEX sales_order_payment_status ON sales_order (payment_status, created_at, id) WHERE payment_status <> 'PAID';
CREATE INDEX sales_order_channel ON sales_order (channel, created_at, id) WHERE channel IS NOT NULL;
CREATE INDEX sales_order_country ON sales_order (country, created_at, id) WHERE country IS NOT NULL;

CREATE TABLE order_line (
    order_id            uuid    NOT NULL REFERENCES sales_order (id),
    line_no             integer NOT NULL CHECK (line_no >= 1),
    product_id          uuid    REFERENCES product (id),
    sku                 text,
    description         text,
    quantity            integer NOT NULL CHECK (quantity >= 1),
    unit_price_minor    bigint  CHECK (unit_price_minor >= 0),
    unit_price_currency char(3),
    line_total_minor    bigint  NOT NULL CHECK (line_total_minor >= 0),
    line_total_currency char(3) NOT NULL,
    PRIMARY KEY (order_id, line_no),
    CONSTRAINT order_line_unit_price_pair CHECK ((unit_price_minor IS NULL) = (unit_price_currency IS NULL)),
    CONSTRAINT order_line_names_something CHECK (product_id IS NOT NULL OR description IS NOT NULL)
);
CREATE INDEX order_line_product ON order_line (product_id) WHERE product_id IS NOT NULL;

CREATE TABLE payment (
    id                  uuid        PRIMARY KEY,
    order_id            uuid        NOT NULL REFERENCES sales_order (id),
    payment_no          integer     NOT NULL CHECK (payment_no >= 1),
    method              text        NOT NULL CHECK (method IN ('CARD', 'WALLET', 'BNPL', 'BANK', 'STORE_CREDIT', 'EXTERNAL')),
    provider            text        NOT NULL,
    state               text        NOT NULL CHECK (state IN ('CREATED', 'AUTHORIZED', 'PARTIALLY_CAPTURED', 'CAPTURED',
                                                               'FAILED', 'VOIDED')),
    UNIQUE (order_id, payment_no)
);

-- The ledger. A row is never taken back: what turns out wrong is marked FAILED or answered by another row.
CREATE TABLE payment_transaction (
    id                 uuid        PRIMARY KEY,
    payment_id         uuid        NOT NULL REFERENCES payment (id),
    transaction_no     integer     NOT NULL CHECK (transaction_no >= 1),
    type               text        NOT NULL CHECK (type IN ('AUTHORIZE', 'CAPTURE', 'VOID', 'REFUND', 'CHARGEBACK')),
    state              text        NOT NULL CHECK (state IN ('PENDING', 'SUCCEEDED', 'FAILED')),
    amount_minor       bigint      NOT NULL CHECK (amount_minor > 0),
    amount_currency    char(3)     NOT NULL,
    occurred_at        timestamptz NOT NULL,
    occurred_on        date        NOT NULL,
    occurred_precision text        NOT NULL CHECK (occurred_precision IN ('DAY', 'INSTANT')),
    reference          text,
    reason             text,
    UNIQUE (payment_id, transaction_no)
);
