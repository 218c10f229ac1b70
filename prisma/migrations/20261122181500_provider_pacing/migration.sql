-- The last twenty visits, so that a provider which fails more often than not is left alone too.
ALTER TABLE "ProviderState" ADD COLUMN "recent" VARCHAR(20) NOT NULL DEFAULT '';
ALTER TABLE "ProviderEndpoint" ADD COLUMN "recent" VARCHAR(20) NOT NULL DEFAULT '';

-- Two providers that count the same and differ.
ALTER TABLE "Series" ADD COLUMN "disputedAt" TIMESTAMPTZ(3), ADD COLUMN "disputedWith" VARCHAR(80), ADD COLUMN "disputedBy" DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "HostBudget" (
    "host" VARCHAR(255) NOT NULL,
    "calls" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HostBudget_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "BlockDay" (
    "providerKey" VARCHAR(60) NOT NULL,
    "day" DATE NOT NULL,
    "firstBlock" BIGINT NOT NULL,
    "lastBlock" BIGINT NOT NULL,
    "blocks" INTEGER NOT NULL,
    "userTxs" BIGINT NOT NULL,
    "isTold" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "BlockDay_pkey" PRIMARY KEY ("providerKey","day")
);
