-- How a chain is drawn in charts, and its place among the numbers of the first page.
ALTER TABLE "Chain" ADD COLUMN "colourLight" CHAR(7),
ADD COLUMN "colourDark" CHAR(7),
ADD COLUMN "mark" VARCHAR(10),
ADD COLUMN "dash" VARCHAR(20),
ADD COLUMN "homeRank" INTEGER;

-- How often the registry has changed: what a process keeps of it is good for as long as the sum stays what it was.
CREATE TABLE "RegistryVersion" (
    "backend" INTEGER NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "RegistryVersion_pkey" PRIMARY KEY ("backend")
);

-- A row for each connection: transactions that run side by side never wait for one another here.
CREATE FUNCTION "touch_registry"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "RegistryVersion" AS r ("backend", "version") VALUES (pg_backend_pid(), 1)
    ON CONFLICT ("backend") DO UPDATE SET "version" = r."version" + 1;
    RETURN NULL;
END
$$;

CREATE TRIGGER "Chain_registry" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Chain" FOR EACH STATEMENT EXECUTE FUNCTION "touch_registry"();
CREATE TRIGGER "ChainFact_registry" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "ChainFact" FOR EACH STATEMENT EXECUTE FUNCTION "touch_registry"();
CREATE TRIGGER "ChainGroup_registry" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "ChainGroup" FOR EACH STATEMENT EXECUTE FUNCTION "touch_registry"();
CREATE TRIGGER "ChainGroupMember_registry" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "ChainGroupMember" FOR EACH STATEMENT EXECUTE FUNCTION "touch_registry"();
