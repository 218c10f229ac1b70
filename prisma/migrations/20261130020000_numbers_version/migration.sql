-- How often a connection has changed what is known of measured numbers. Pages without numbers depend on the other versions alone.
ALTER TABLE "ContentVersion" ADD COLUMN "numbers" BIGINT NOT NULL DEFAULT 0;

-- Counts once a transaction.
CREATE FUNCTION "count_numbers"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    "transaction" text := pg_current_xact_id()::text;
BEGIN
    IF current_setting('counterproof.touched_numbers', true) IS DISTINCT FROM "transaction" THEN
        INSERT INTO "ContentVersion" AS c ("backend", "version", "numbers") VALUES (pg_backend_pid(), 0, 1)
        ON CONFLICT ("backend") DO UPDATE SET "numbers" = c."numbers" + 1;
        PERFORM set_config('counterproof.touched_numbers', "transaction", true);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER "Provider_numbers" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Provider" FOR EACH STATEMENT EXECUTE FUNCTION "count_numbers"();
CREATE TRIGGER "Series_numbers" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Series" FOR EACH STATEMENT EXECUTE FUNCTION "count_numbers"();
CREATE TRIGGER "Observation_numbers" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Observation" FOR EACH STATEMENT EXECUTE FUNCTION "count_numbers"();
CREATE TRIGGER "Rollup_numbers" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Rollup" FOR EACH STATEMENT EXECUTE FUNCTION "count_numbers"();
CREATE TRIGGER "RecordedSpan_numbers" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "RecordedSpan" FOR EACH STATEMENT EXECUTE FUNCTION "count_numbers"();
CREATE TRIGGER "Correction_numbers" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Correction" FOR EACH STATEMENT EXECUTE FUNCTION "count_numbers"();
-- Leases change this table every second, and say nothing about numbers.
CREATE TRIGGER "ProviderState_numbers" AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF "nextAt", "fails", "breakerUntil", "lastOkAt", "lastError", "disputedAt" ON "ProviderState" FOR EACH STATEMENT EXECUTE FUNCTION "count_numbers"();
