-- How much of a product there is. A product without a row here is not counted and never runs out (services, downloads,
-- or goods that nobody counts). The last CHECK is what "never oversold" means; everything else only asks politely first.
CREATE TABLE stock_level (
    id         uuid        PRIMARY KEY REFERENCES product (id),
    version    bigint      NOT NULL,
    on_hand    integer     NOT NULL CHECK (on_hand >= 0),
    allocated  integer     NOT NULL CHECK (allocated >= 0),
    source     text        NOT NULL CHECK (source IN ('UI', 'API', 'IMPORT', 'SYSTEM')),
    created_at timestamptz NOT NULL,
    created_by text        NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text        NOT NULL,
    deleted_at timestamptz,
    CONSTRAINT stock_level_never_oversold CHECK (allocated <= on_hand)
);
CREATE INDEX stock_level_created ON stock_level (created_at, id);

-- What a buyer who is paying holds for a while. Only rows that have not expired count, so an abandoned one frees its
-- pieces by the clock alone, without anybody sweeping.
CREATE TABLE stock_hold (
    cart_id    uuid        NOT NULL,
    product_id uuid        NOT NULL REFERENCES stock_level (id),
    quantity   integer     NOT NULL CHECK (quantity > 0),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (cart_id, product_id)
);
CREATE INDEX stock_hold_product ON stock_hold (product_id, expires_at);

-- What is promised to an order and has not left yet; together these are the level's "allocated".
CREATE TABLE stock_allocation (
    order_id   uuid    NOT NULL REFERENCES sales_order (id),
    product_id uuid    NOT NULL REFERENCES stock_level (id),
    quantity   integer NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (order_id, product_id)
);
CREATE INDEX stock_allocation_product ON stock_allocation (product_id);

-- The ledger: every change of a level, never rewritten. The level is the sum of its movements.
CREATE TABLE stock_movement (
    id               uuid        PRIMARY KEY,
    product_id       uuid        NOT NULL REFERENCES stock_level (id),
    type             text        NOT NULL CHECK (type IN ('ADJUSTED', 'ALLOCATED', 'RELEASED', 'SHIPPED')),
    on_hand_change   integer     NOT NULL,
    allocated_change integer     NOT NULL,
    reason           text        CHECK (reason IN ('RECEIVED', 'COUNTED', 'DAMAGED', 'LOST', 'RETURNED', 'OTHER')),
    order_id         uuid,
    recorded_at      timestamptz NOT NULL,
    recorded_by      text        NOT NULL,
    CONSTRAINT stock_movement_says_why CHECK (CASE type
        WHEN 'ADJUSTED' THEN reason IS NOT NULL AND allocated_change = 0 AND on_hand_change <> 0
        WHEN 'ALLOCATED' THEN order_id IS NOT NULL AND on_hand_change = 0 AND allocated_change > 0
        WHEN 'RELEASED' THEN order_id IS NOT NULL AND on_hand_change = 0 AND allocated_change < 0
        ELSE order_id IS NOT NULL AND on_hand_change < 0 AND allocated_change = on_hand_change END)
);
CREATE INDEX stock_movement_product ON stock_movement (product_id, id);
REVOKE UPDATE, DELETE ON stock_movement FROM "${app_role}";
