-- What is sold. The SKU is the key common with the B2C side.
CREATE TABLE product (
    id                  uuid PRIMARY KEY,
    sku                 text        NOT NULL,
    name                text        NOT NULL,
    kind                text        NOT NULL CONSTRAINT product_kind_known CHECK (kind IN ('GOODS', 'SERVICE', 'SOFTWARE')),
    status              text        NOT NULL CONSTRAINT product_status_known CHECK (status IN ('ACTIVE', 'INACTIVE')),
    family              text,
    description         text,
    list_price_minor    bigint,
    list_price_currency char(3),
    version             bigint      NOT NULL,
    source              text        NOT NULL,
    created_at          timestamptz NOT NULL,
    created_by          text        NOT NULL,
    updated_at          timestamptz NOT NULL,
    updated_by          text        NOT NULL,
    deleted_at          timestamptz,
    CONSTRAINT product_list_price_pair CHECK ((list_price_minor IS NULL) = (list_price_currency IS NULL))
);

CREATE UNIQUE INDEX product_sku_uq ON product (sku) WHERE deleted_at IS NULL;
CREATE INDEX product_kind_ix ON product (kind, id) WHERE deleted_at IS NULL;
CREATE INDEX product_status_ix ON product (status, id) WHERE deleted_at IS NULL;
CREATE INDEX product_family_ix ON product (family, id) WHERE deleted_at IS NULL;
CREATE INDEX product_name_ix ON product (name, id) WHERE deleted_at IS NULL;
CREATE INDEX product_created_ix ON product (created_at, id) WHERE deleted_at IS NULL;
