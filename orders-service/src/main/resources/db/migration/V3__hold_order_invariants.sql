-- Two rules span rows, so no CHECK can say them. The application holds both under a row lock; these triggers hold them
-- against everything else that may ever write here.

-- An order's line sum is that of its lines, in its currency. Deferred: an order and its lines arrive in several statements.
CREATE FUNCTION order_lines_agree() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    the_order uuid;
    agrees    boolean;
BEGIN
    IF TG_TABLE_NAME = 'sales_order' THEN
        the_order := NEW.id;
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

CREATE CONSTRAINT TRIGGER order_lines_agree AFTER INSERT OR UPDATE OF lines_minor, lines_currency ON sales_order
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION order_lines_agree();
CREATE CONSTRAINT TRIGGER order_lines_agree AFTER INSERT OR UPDATE OR DELETE ON order_line
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION order_lines_agree();

-- Refunds and chargebacks that are done or under way never exceed what was captured. The payment is locked first, so that
-- two transactions that each add a refund see one another. Per statement: an import of captures pays one look for a batch.
CREATE FUNCTION refunds_within_captures() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM 1 FROM payment WHERE id IN (SELECT payment_id FROM changed WHERE type <> 'CAPTURE' OR TG_OP = 'UPDATE')
        ORDER BY id FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT 1 FROM payment_transaction t
               WHERE t.payment_id IN (SELECT payment_id FROM changed)
               GROUP BY t.payment_id
               HAVING coalesce(sum(t.amount_minor) FILTER (WHERE t.type IN ('REFUND', 'CHARGEBACK') AND t.state <> 'FAILED'), 0)
                          > coalesce(sum(t.amount_minor) FILTER (WHERE t.type = 'CAPTURE' AND t.state = 'SUCCEEDED'), 0)
                   OR min(t.amount_currency) <> max(t.amount_currency)) THEN
        RAISE EXCEPTION 'refunds exceed captures'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_captures';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER refunds_within_captures_added AFTER INSERT ON payment_transaction
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refunds_within_captures();
CREATE TRIGGER refunds_within_captures_changed AFTER UPDATE ON payment_transaction
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refunds_within_captures();
