-- The words of a record's texts, for indexes and searches: without accents, in lower case, split at all that is neither
-- letter nor digit. It works on code points and on ICU's root locale, so that it gives the same in every database, and no
-- text is copied anywhere: an index on words(a, b) is all that is stored. What is asked is split alike by the service.
-- A very long word is cut, because a lexeme has a greatest length.
CREATE FUNCTION words(VARIADIC texts text[]) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    whole text := array_to_string(texts, ' ');
BEGIN
    -- Most texts are short and ASCII, and then this is several times faster.
    IF octet_length(whole) = length(whole) AND length(whole) <= 1000 THEN
        RETURN array_to_tsvector(array_remove(regexp_split_to_array(lower(whole COLLATE "C"), '[^a-z0-9]+'), ''));
    END IF;
    RETURN (SELECT array_to_tsvector(coalesce(array_agg(DISTINCT left(word, 100)), '{}'))
            FROM unnest(regexp_split_to_array(translate(lower(regexp_replace(normalize(whole, NFKD), '[\u0300-\u036f]', '',
                'g') COLLATE "und-x-icu"), 'ς', 'σ'), '[^[:alnum:]]+')) AS word
            WHERE word <> '');
END $$;

-- Who has this name in any other system?
CREATE INDEX external_id_by_name ON external_id (kind, id);
