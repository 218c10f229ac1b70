-- Addresses of nodes that administrators typed.
CREATE TABLE "ChainNode" (
    "chainSlug" VARCHAR(40) NOT NULL,
    "position" INTEGER NOT NULL,
    "url" VARCHAR(500) NOT NULL,
    "addedById" INTEGER NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ChainNode_pkey" PRIMARY KEY ("chainSlug", "position")
);

CREATE INDEX "ChainNode_addedById_idx" ON "ChainNode"("addedById");

ALTER TABLE "ChainNode" ADD CONSTRAINT "ChainNode_chainSlug_fkey" FOREIGN KEY ("chainSlug") REFERENCES "Chain"("slug") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "ChainNode" ADD CONSTRAINT "ChainNode_addedById_fkey" FOREIGN KEY ("addedById") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER "ChainNode_registry" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "ChainNode" FOR EACH STATEMENT EXECUTE FUNCTION "touch_registry"();
