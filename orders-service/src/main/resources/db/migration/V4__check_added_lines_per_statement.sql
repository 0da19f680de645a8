-- A new order brings its lines, so checking each line and then the order looked at every order twice. Lines that are added
-- are now checked once for each statement, by what needs no waiting: as no line is negative, lines that already exceed
-- their order can never agree with it. Equality is still checked at the end, where the order itself was written.
DROP TRIGGER order_lines_agree ON order_line;
CREATE CONSTRAINT TRIGGER order_lines_agree AFTER UPDATE OR DELETE ON order_line
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION order_lines_agree();

CREATE FUNCTION added_lines_fit() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT order_id FROM added) a
               JOIN sales_order o ON o.id = a.order_id
               JOIN order_line l ON l.order_id = a.order_id
               GROUP BY o.id
               HAVING sum(l.line_total_minor) > o.lines_minor
                   OR min(l.line_total_currency) <> o.lines_currency OR max(l.line_total_currency) <> o.lines_currency) THEN
        RAISE EXCEPTION 'the lines of an order do not add up to it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_lines_agree';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER added_lines_fit AFTER INSERT ON order_line
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION added_lines_fit();

CREATE OR REPLACE FUNCTION order_lines_agree() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    the_order    uuid;
    line_sum     bigint;
    one_currency char(3);
    other        char(3);
    agrees       boolean;
BEGIN
    IF TG_TABLE_NAME = 'sales_order' THEN
        the_order := NEW.id;
        -- The usual case, without reading the order again.
        SELECT sum(l.line_total_minor), min(l.line_total_currency), max(l.line_total_currency)
        INTO line_sum, one_currency, other FROM order_line l WHERE l.order_id = the_order;
        IF line_sum = NEW.lines_minor AND one_currency = NEW.lines_currency AND other = NEW.lines_currency THEN
            RETURN NULL;
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        the_order := OLD.order_id;
    ELSE
        the_order := NEW.order_id;
    END IF;
    SELECT count(l.line_no) > 0 AND sum(l.line_total_minor) = o.lines_minor
           AND min(l.line_total_currency) = o.lines_currency AND max(l.line_total_currency) = o.lines_currency
    INTO agrees
    FROM sales_order o LEFT JOIN order_line l ON l.order_id = o.id
    WHERE o.id = the_order
    GROUP BY o.id;
    IF agrees IS FALSE THEN
        RAISE EXCEPTION 'the lines of order % do not add up to it', the_order
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_lines_agree';
    END IF;
    RETURN NULL;
END
$$;
