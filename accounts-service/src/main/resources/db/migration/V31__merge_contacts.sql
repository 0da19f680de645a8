-- Two contacts who are one person become one record. Of the other nothing is left but where he lives on.
ALTER TABLE contact ADD COLUMN merged_into_id uuid CONSTRAINT contact_merged_into_fk REFERENCES contact;
ALTER TABLE contact DROP CONSTRAINT contact_has_a_name;
ALTER TABLE contact ADD CONSTRAINT contact_has_a_name CHECK (status = 'ERASED' OR merged_into_id IS NOT NULL
    OR num_nonnulls(first_name, last_name, email) > 0);
ALTER TABLE contact ADD CONSTRAINT contact_merged_is_nobody CHECK (merged_into_id IS NULL
    OR deleted_at IS NOT NULL AND merged_into_id <> id AND NOT do_not_call
        AND num_nonnulls(first_name, last_name, title, email, phone, country, language) = 0);
CREATE INDEX contact_merged_into_ix ON contact (merged_into_id) WHERE merged_into_id IS NOT NULL;
