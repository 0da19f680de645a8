-- People are the root of this model, never accounts. Personal columns are blanked by erasure; nothing else copies them.
CREATE TABLE customer (
    id            uuid        PRIMARY KEY,
    version       bigint      NOT NULL,
    status        text        NOT NULL CHECK (status IN ('ACTIVE', 'MERGED', 'ERASED')),
    given_name    text,
    family_name   text,
    email         text,
    phone         text        CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
    birth_year    integer     CHECK (birth_year BETWEEN 1900 AND 2200),
    country       text        CHECK (country ~ '^[A-Z]{2}$'),
    locale        text,
    source        text        NOT NULL CHECK (source IN ('UI', 'API', 'IMPORT', 'SYSTEM')),
    created_at    timestamptz NOT NULL,
    created_by    text        NOT NULL,
    updated_at    timestamptz NOT NULL,
    updated_by    text        NOT NULL,
    deleted_at    timestamptz
);

-- One living customer per address; a deleted or erased one frees it.
CREATE UNIQUE INDEX customer_email_active ON customer (email)
    WHERE email IS NOT NULL AND status = 'ACTIVE' AND deleted_at IS NULL;
CREATE INDEX customer_created ON customer (created_at, id);
CREATE INDEX customer_country ON customer (country, created_at, id) WHERE country IS NOT NULL;
CREATE INDEX customer_status ON customer (status, created_at, id) WHERE status <> 'ACTIVE';

-- Which person a log-in is. The pair comes from the token, so two issuers may use the same subject.
CREATE TABLE customer_login (
    issuer      text        NOT NULL,
    subject     text        NOT NULL,
    customer_id uuid        NOT NULL REFERENCES customer (id),
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX customer_login_customer ON customer_login (customer_id);

CREATE TABLE product (
    id             uuid        PRIMARY KEY,
    version        bigint      NOT NULL,
    sku            text        NOT NULL CHECK (sku <> ''),
    name           text        NOT NULL CHECK (name <> ''),
    kind           text        NOT NULL CHECK (kind IN ('PHYSICAL', 'DIGITAL', 'SERVICE', 'BUNDLE')),
    status         text        NOT NULL CHECK (status IN ('DRAFT', 'ACTIVE', 'RETIRED')),
    price_minor    bigint      CHECK (price_minor >= 0),
    price_currency char(3),
    source         text        NOT NULL CHECK (source IN ('UI', 'API', 'IMPORT', 'SYSTEM')),
    created_at     timestamptz NOT NULL,
    created_by     text        NOT NULL,
    updated_at     timestamptz NOT NULL,
    updated_by     text        NOT NULL,
    deleted_at     timestamptz,
    CONSTRAINT product_price_pair CHECK ((price_minor IS NULL) = (price_currency IS NULL))
);

CREATE UNIQUE INDEX product_sku_live ON product (sku) WHERE deleted_at IS NULL;
CREATE INDEX product_created ON product (created_at, id);
CREATE INDEX product_sku_sorted ON product (sku, id);
CREATE INDEX product_kind ON product (kind, created_at, id);
CREATE INDEX product_status ON product (status, created_at, id);
