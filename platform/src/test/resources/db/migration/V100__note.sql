CREATE TABLE note (id uuid PRIMARY KEY, text text NOT NULL, CONSTRAINT note_text_short CHECK (length(text) <= 20));
