-- What people search by. Each expression is that of the view's marked fields, in their order. The index on customers is over
-- the live row alone: what erasure blanks there is found no more, and no words of a person are stored anywhere else.
CREATE INDEX product_words ON product USING gin (words(sku, name)) WHERE deleted_at IS NULL;
CREATE INDEX sales_order_words ON sales_order USING gin (words(order_no)) WHERE deleted_at IS NULL;
CREATE INDEX customer_words ON customer USING gin (words(given_name, family_name, email)) WHERE deleted_at IS NULL;
