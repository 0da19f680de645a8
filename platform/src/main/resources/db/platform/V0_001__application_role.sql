-- The owner of the schema runs the migrations; the application works with a role of its own that can change
-- rows but no structure. Tables that need less (audit, outbox) take rights away again in their migration.
GRANT USAGE ON SCHEMA public TO "${app_role}";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "${app_role}";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO "${app_role}";
