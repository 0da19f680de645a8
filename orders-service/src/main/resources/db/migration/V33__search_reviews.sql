-- The words of the live rows alone: what erasure blanks is found no more.
CREATE INDEX review_words ON review USING gin (words(title, body)) WHERE deleted_at IS NULL;
