-- An erasure deletes a person's key. The row stays and says so: nothing is ever sealed for that person again, and a record
-- that is about an erased person is known as such.
ALTER TABLE subject_key
    ALTER COLUMN key DROP NOT NULL,
    ADD COLUMN erased_at timestamptz,
    ADD CONSTRAINT subject_key_or_erased CHECK ((key IS NULL) = (erased_at IS NOT NULL));

-- Of a file that is done with, only the failed rows are of use; the others are removed while it is worked, and what is left
-- of them (of dry runs and of files that were not worked to their end) afterwards.
ALTER TABLE import_job ADD COLUMN swept_at timestamptz;
CREATE INDEX import_job_unswept ON import_job (finished_at) WHERE swept_at IS NULL AND finished_at IS NOT NULL;

-- The names by which other systems know an erased person stay as hashes: a file that names the person again is recognised and
-- refused, and nobody can read the name.
ALTER TABLE external_id ADD COLUMN concealed boolean NOT NULL DEFAULT false;
