CREATE TABLE toy (
    id        uuid    PRIMARY KEY,
    code      text    NOT NULL,
    name      text    NOT NULL,
    quantity  integer CONSTRAINT toy_quantity_not_negative CHECK (quantity >= 0),
    made_on   date,
    parent_id uuid    REFERENCES toy (id)
);
