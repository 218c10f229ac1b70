-- CreateEnum
CREATE TYPE "ObservationQuality" AS ENUM ('provisional', 'final', 'estimated');

-- CreateEnum
CREATE TYPE "Bucket" AS ENUM ('hour', 'day');

-- CreateTable
CREATE TABLE "Provider" (
    "key" VARCHAR(60) NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "homepage" VARCHAR(300) NOT NULL DEFAULT '',
    "licence" VARCHAR(200) NOT NULL DEFAULT '',
    "subject" VARCHAR(40),
    "adapterVersion" INTEGER NOT NULL,

    CONSTRAINT "Provider_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "ProviderState" (
    "providerKey" VARCHAR(60) NOT NULL,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "leaseOwner" VARCHAR(80),
    "leaseUntil" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,
    "fails" INTEGER NOT NULL DEFAULT 0,
    "breakerUntil" TIMESTAMPTZ(3),
    "breakerSeconds" INTEGER NOT NULL DEFAULT 0,
    "lastOkAt" TIMESTAMPTZ(3),
    "lastFailedAt" TIMESTAMPTZ(3),
    "lastError" VARCHAR(300),
    "disputedAt" TIMESTAMPTZ(3),
    "dirtyFrom" TIMESTAMPTZ(3),
    "rolledUpAt" TIMESTAMPTZ(3),
    "memory" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "ProviderState_pkey" PRIMARY KEY ("providerKey")
);

-- CreateTable
CREATE TABLE "ProviderEndpoint" (
    "providerKey" VARCHAR(60) NOT NULL,
    "position" SMALLINT NOT NULL,
    "host" VARCHAR(255) NOT NULL,
    "fails" INTEGER NOT NULL DEFAULT 0,
    "breakerUntil" TIMESTAMPTZ(3),
    "breakerSeconds" INTEGER NOT NULL DEFAULT 0,
    "headNumber" BIGINT,
    "headAt" TIMESTAMPTZ(3),
    "latencyMs" INTEGER,
    "isLagging" BOOLEAN NOT NULL DEFAULT false,
    "lastOkAt" TIMESTAMPTZ(3),
    "lastError" VARCHAR(300),

    CONSTRAINT "ProviderEndpoint_pkey" PRIMARY KEY ("providerKey","position")
);

-- CreateTable
CREATE TABLE "FetchRun" (
    "id" BIGSERIAL NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "providerKey" VARCHAR(60) NOT NULL,
    "host" VARCHAR(255),
    "ms" INTEGER NOT NULL,
    "isOk" BOOLEAN NOT NULL,
    "httpStatus" INTEGER,
    "bytes" INTEGER NOT NULL DEFAULT 0,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "observations" INTEGER NOT NULL DEFAULT 0,
    "quarantined" INTEGER NOT NULL DEFAULT 0,
    "error" VARCHAR(300),
    "adapterVersion" INTEGER NOT NULL,

    CONSTRAINT "FetchRun_pkey" PRIMARY KEY ("startedAt","id")
) PARTITION BY RANGE ("startedAt");

-- CreateTable
CREATE TABLE "Metric" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "says" VARCHAR(400) NOT NULL,

    CONSTRAINT "Metric_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MetricDefinition" (
    "id" VARCHAR(80) NOT NULL,
    "metricId" VARCHAR(40) NOT NULL,
    "key" VARCHAR(40) NOT NULL,
    "version" INTEGER NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "unit" VARCHAR(20) NOT NULL,
    "intervalSeconds" INTEGER NOT NULL,
    "window" VARCHAR(120) NOT NULL,
    "formula" VARCHAR(1000) NOT NULL,
    "caveats" VARCHAR(2000) NOT NULL,
    "source" VARCHAR(500) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MetricDefinition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Series" (
    "id" SERIAL NOT NULL,
    "subject" VARCHAR(40) NOT NULL,
    "definitionId" VARCHAR(80) NOT NULL,
    "providerKey" VARCHAR(60) NOT NULL,
    "lastAt" TIMESTAMPTZ(3),
    "lastValue" DECIMAL(60,18),
    "lastBlock" BIGINT,
    "isFinal" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Observation" (
    "seriesId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "value" DECIMAL(60,18) NOT NULL,
    "quality" "ObservationQuality" NOT NULL,
    "blockFrom" BIGINT,
    "blockTo" BIGINT,
    "blockHash" VARCHAR(66),
    "sample" INTEGER,
    "error" DECIMAL(60,18),
    "fetchedAt" TIMESTAMPTZ(3) NOT NULL,
    "runId" BIGINT NOT NULL,

    CONSTRAINT "Observation_pkey" PRIMARY KEY ("seriesId","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "Rollup" (
    "seriesId" INTEGER NOT NULL,
    "bucket" "Bucket" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "n" INTEGER NOT NULL,
    "min" DECIMAL(60,18) NOT NULL,
    "max" DECIMAL(60,18) NOT NULL,
    "avg" DECIMAL(60,18) NOT NULL,
    "last" DECIMAL(60,18) NOT NULL,
    "coverage" REAL NOT NULL,
    "runId" BIGINT NOT NULL,

    CONSTRAINT "Rollup_pkey" PRIMARY KEY ("seriesId","bucket","at")
) PARTITION BY RANGE ("bucket", "at");

-- CreateTable
CREATE TABLE "Quarantine" (
    "id" SERIAL NOT NULL,
    "seriesId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "value" VARCHAR(100) NOT NULL,
    "reason" VARCHAR(200) NOT NULL,
    "runId" BIGINT NOT NULL,
    "heldAt" TIMESTAMPTZ(3) NOT NULL,
    "releasedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Quarantine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BlockSample" (
    "providerKey" VARCHAR(60) NOT NULL,
    "number" BIGINT NOT NULL,
    "hash" VARCHAR(66) NOT NULL,
    "parentHash" VARCHAR(66) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "userTxs" INTEGER NOT NULL,
    "gasUsed" DECIMAL(40,0) NOT NULL,
    "gasLimit" DECIMAL(40,0) NOT NULL,
    "baseFee" DECIMAL(78,0),
    "blobGasUsed" DECIMAL(40,0),
    "excessBlobGas" DECIMAL(40,0),
    "isCanonical" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "BlockSample_pkey" PRIMARY KEY ("providerKey","number","hash")
);

-- CreateTable
CREATE TABLE "Correction" (
    "id" SERIAL NOT NULL,
    "providerKey" VARCHAR(60) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "fromBlock" BIGINT NOT NULL,
    "toBlock" BIGINT NOT NULL,
    "oldHash" VARCHAR(66) NOT NULL,
    "newHash" VARCHAR(66) NOT NULL,
    "withdrawn" INTEGER NOT NULL,

    CONSTRAINT "Correction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ProviderState_nextAt_idx" ON "ProviderState"("nextAt");

-- CreateIndex
CREATE INDEX "FetchRun_providerKey_startedAt_idx" ON "FetchRun"("providerKey", "startedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "MetricDefinition_metricId_key_version_key" ON "MetricDefinition"("metricId", "key", "version");

-- CreateIndex
CREATE INDEX "Series_definitionId_idx" ON "Series"("definitionId");

-- CreateIndex
CREATE INDEX "Series_providerKey_idx" ON "Series"("providerKey");

-- CreateIndex
CREATE UNIQUE INDEX "Series_subject_definitionId_providerKey_key" ON "Series"("subject", "definitionId", "providerKey");

-- CreateIndex
CREATE INDEX "Quarantine_seriesId_heldAt_idx" ON "Quarantine"("seriesId", "heldAt" DESC);

-- CreateIndex
CREATE INDEX "Quarantine_heldAt_idx" ON "Quarantine"("heldAt" DESC);

-- CreateIndex
CREATE INDEX "Correction_providerKey_at_idx" ON "Correction"("providerKey", "at" DESC);

-- AddForeignKey
ALTER TABLE "ProviderState" ADD CONSTRAINT "ProviderState_providerKey_fkey" FOREIGN KEY ("providerKey") REFERENCES "Provider"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProviderEndpoint" ADD CONSTRAINT "ProviderEndpoint_providerKey_fkey" FOREIGN KEY ("providerKey") REFERENCES "Provider"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MetricDefinition" ADD CONSTRAINT "MetricDefinition_metricId_fkey" FOREIGN KEY ("metricId") REFERENCES "Metric"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Series" ADD CONSTRAINT "Series_definitionId_fkey" FOREIGN KEY ("definitionId") REFERENCES "MetricDefinition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Series" ADD CONSTRAINT "Series_providerKey_fkey" FOREIGN KEY ("providerKey") REFERENCES "Provider"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Quarantine" ADD CONSTRAINT "Quarantine_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_providerKey_fkey" FOREIGN KEY ("providerKey") REFERENCES "Provider"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language can't say.
ALTER TABLE "Rollup" ADD CONSTRAINT "Rollup_coverage" CHECK ("coverage" BETWEEN 0 AND 1);
ALTER TABLE "MetricDefinition" ADD CONSTRAINT "MetricDefinition_interval" CHECK ("intervalSeconds" >= 0);

CREATE TABLE "Rollup_day" PARTITION OF "Rollup" FOR VALUES FROM ('day', MINVALUE) TO ('day', MAXVALUE);

-- Makes the partitions that the days around this one need and drops what is past its time: raw observations and visits
-- after 14 days, hours after two years. Days are kept for ever. Answers with how many were made or dropped.
CREATE FUNCTION keep_metric_partitions(today DATE) RETURNS INTEGER LANGUAGE plpgsql AS $$
DECLARE
    parent TEXT;
    first DATE;
    child TEXT;
    changed INTEGER := 0;
BEGIN
    -- Several workers may come here at midnight.
    PERFORM pg_advisory_xact_lock(7310027);
    FOREACH parent IN ARRAY ARRAY['Observation', 'FetchRun'] LOOP
        FOR first IN SELECT generate_series(today - 2, today + 2, INTERVAL '1 day')::date LOOP
            child := parent || to_char(first, '"_"YYYYMMDD');
            IF to_regclass(quote_ident(child)) IS NULL THEN
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', child, parent, first::text || ' 00:00:00+00', (first + 1)::text || ' 00:00:00+00');
                changed := changed + 1;
            END IF;
        END LOOP;
    END LOOP;
    FOR first IN SELECT generate_series(date_trunc('month', today) - INTERVAL '1 month', date_trunc('month', today) + INTERVAL '1 month', INTERVAL '1 month')::date LOOP
        child := 'Rollup_hour' || to_char(first, '"_"YYYYMM');
        IF to_regclass(quote_ident(child)) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF "Rollup" FOR VALUES FROM (''hour'', %L) TO (''hour'', %L)', child, first::text || ' 00:00:00+00', (first + INTERVAL '1 month')::date::text || ' 00:00:00+00');
            changed := changed + 1;
        END IF;
    END LOOP;
    FOR child IN
        SELECT relname FROM pg_class JOIN pg_inherits ON pg_inherits.inhrelid = pg_class.oid
        WHERE (relname ~ '^(Observation|FetchRun)_[0-9]{8}$' AND to_date(right(relname, 8), 'YYYYMMDD') < today - 14)
           OR (relname ~ '^Rollup_hour_[0-9]{6}$' AND to_date(right(relname, 6), 'YYYYMM') < today - INTERVAL '25 months')
    LOOP
        EXECUTE format('DROP TABLE %I', child);
        changed := changed + 1;
    END LOOP;
    RETURN changed;
END $$;

SELECT keep_metric_partitions((now() AT TIME ZONE 'UTC')::date);
