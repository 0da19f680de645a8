-- A serving process does not migrate where a job does it; it only looks whether all that it needs is there.
GRANT SELECT ON "${flyway:table}" TO "${app_role}";
