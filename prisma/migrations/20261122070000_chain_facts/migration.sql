-- CreateEnum
CREATE TYPE "FactStanding" AS ENUM ('present', 'differs', 'past');

-- AlterTable
ALTER TABLE "Chain" ADD COLUMN     "addedById" INTEGER;

-- AlterTable
ALTER TABLE "ChainGroup" ADD COLUMN     "asOf" VARCHAR(10) NOT NULL DEFAULT '',
ADD COLUMN     "definition" VARCHAR(600) NOT NULL DEFAULT '',
ADD COLUMN     "sourceName" VARCHAR(120) NOT NULL DEFAULT '',
ADD COLUMN     "sourceUrl" VARCHAR(500) NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "ChainFact" (
    "id" SERIAL NOT NULL,
    "chainSlug" VARCHAR(40) NOT NULL,
    "field" VARCHAR(30) NOT NULL,
    "value" VARCHAR(300) NOT NULL,
    "note" VARCHAR(500) NOT NULL DEFAULT '',
    "since" VARCHAR(10),
    "asOf" VARCHAR(10) NOT NULL,
    "sourceName" VARCHAR(120) NOT NULL,
    "sourceUrl" VARCHAR(500) NOT NULL,
    "standing" "FactStanding" NOT NULL,
    "enteredById" INTEGER,
    "enteredAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "edition" CHAR(32),

    CONSTRAINT "ChainFact_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ChainFact_dates" CHECK ("asOf" ~ '^\d{4}(-\d\d(-\d\d)?)?$' AND ("since" IS NULL OR "since" ~ '^\d{4}(-\d\d(-\d\d)?)?$')),
    CONSTRAINT "ChainFact_source" CHECK ("sourceName" <> '' AND "sourceUrl" ~ '^https?://'),
    CONSTRAINT "ChainFact_ended" CHECK (("standing" = 'past') = ("endedAt" IS NOT NULL))
);

-- CreateTable
CREATE TABLE "ChainUpgrade" (
    "slug" VARCHAR(40) NOT NULL,
    "chainSlug" VARCHAR(40) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "what" VARCHAR(300) NOT NULL,
    "activatedAt" TIMESTAMPTZ(3),
    "block" INTEGER,
    "blobTarget" INTEGER,
    "blobMax" INTEGER,
    "metaEip" INTEGER,
    "asOf" VARCHAR(10) NOT NULL,
    "sourceName" VARCHAR(120) NOT NULL,
    "sourceUrl" VARCHAR(500) NOT NULL,

    CONSTRAINT "ChainUpgrade_pkey" PRIMARY KEY ("slug")
);

-- CreateIndex
CREATE INDEX "Chain_addedById_idx" ON "Chain"("addedById");

-- CreateIndex
CREATE UNIQUE INDEX "ChainFact_edition_key" ON "ChainFact"("edition");

-- CreateIndex
CREATE INDEX "ChainFact_chainSlug_field_idx" ON "ChainFact"("chainSlug", "field");

-- CreateIndex
CREATE INDEX "ChainFact_field_standing_idx" ON "ChainFact"("field", "standing");

-- CreateIndex
CREATE INDEX "ChainFact_enteredById_idx" ON "ChainFact"("enteredById");

-- The registry goes by one value.
CREATE UNIQUE INDEX "ChainFact_one_present" ON "ChainFact"("chainSlug", "field") WHERE "standing" = 'present';

-- CreateIndex
CREATE INDEX "ChainUpgrade_chainSlug_activatedAt_idx" ON "ChainUpgrade"("chainSlug", "activatedAt");

-- AddForeignKey
ALTER TABLE "Chain" ADD CONSTRAINT "Chain_addedById_fkey" FOREIGN KEY ("addedById") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChainFact" ADD CONSTRAINT "ChainFact_chainSlug_fkey" FOREIGN KEY ("chainSlug") REFERENCES "Chain"("slug") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChainFact" ADD CONSTRAINT "ChainFact_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChainUpgrade" ADD CONSTRAINT "ChainUpgrade_chainSlug_fkey" FOREIGN KEY ("chainSlug") REFERENCES "Chain"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
