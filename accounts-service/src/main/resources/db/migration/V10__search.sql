-- What people search by. Each expression is that of the view's marked fields, in their order.
CREATE INDEX team_words_ix ON team USING gin (words(code, name)) WHERE deleted_at IS NULL;
CREATE INDEX sales_user_words_ix ON sales_user USING gin (words(username)) WHERE deleted_at IS NULL;
CREATE INDEX product_words_ix ON product USING gin (words(sku, name, family)) WHERE deleted_at IS NULL;
CREATE INDEX pipeline_words_ix ON pipeline USING gin (words(code, name)) WHERE deleted_at IS NULL;
CREATE INDEX account_words_ix ON account USING gin (words(name, legal_name, primary_domain)) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_words_ix ON opportunity USING gin (words(name)) WHERE deleted_at IS NULL;

-- Whose accounts a seller sees: those of the deals that he sees.
CREATE INDEX opportunity_owner_account_ix ON opportunity (owner_id, account_id) WHERE deleted_at IS NULL;
CREATE INDEX opportunity_team_account_ix ON opportunity (team_id, account_id) WHERE deleted_at IS NULL;
