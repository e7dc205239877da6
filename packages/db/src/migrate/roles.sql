-- Run once by a superuser before the first migration. In production give each role LOGIN and a
-- password; the embedded database and the tests need neither.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['parley_owner', 'parley_identity', 'parley_app', 'parley_system'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB', name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        -- Roles belong to all databases of the server: another one's start was faster.
        NULL;
      END;
    END IF;
  END LOOP;
  EXECUTE format('GRANT CREATE ON DATABASE %I TO parley_owner', current_database());
END $$;
CREATE EXTENSION IF NOT EXISTS vector;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO parley_owner;
GRANT USAGE ON SCHEMA public TO parley_identity, parley_app, parley_system;
