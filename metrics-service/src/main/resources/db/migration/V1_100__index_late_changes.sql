-- Restatements are found by looking for what became known after its day had settled. Ordinary facts arrive on their
-- day and first imports never restate, so this index stays as small as the number of corrections.
create index contribution_log_late on contribution_log (generation, metric, day)
    where not first_import and known_at > timezone('UTC', (day + 1)::timestamp);
