-- CreateTable
CREATE TABLE "RecordedSpan" (
    "seriesId" INTEGER NOT NULL,
    "bucket" "Bucket" NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,
    "values" INTEGER NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "homepage" VARCHAR(300) NOT NULL,
    "licence" VARCHAR(200) NOT NULL,
    "note" VARCHAR(500) NOT NULL,

    CONSTRAINT "RecordedSpan_pkey" PRIMARY KEY ("seriesId","bucket","firstAt")
);

-- AddForeignKey
ALTER TABLE "RecordedSpan" ADD CONSTRAINT "RecordedSpan_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Makes partitions for recorded hours of these months, unless the month is past the two years that hours are kept. Whoever calls it holds the lock metricPartitions.
CREATE FUNCTION keep_recorded_hours(months TEXT[]) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    first DATE;
    child TEXT;
BEGIN
    FOR first IN SELECT month::date FROM unnest(months) AS given(month) LOOP
        child := 'Rollup_hour' || to_char(first, '"_"YYYYMM');
        CONTINUE WHEN first < (now() AT TIME ZONE 'UTC')::date - INTERVAL '25 months' OR to_regclass(quote_ident(child)) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I PARTITION OF "Rollup" FOR VALUES FROM (''hour'', %L) TO (''hour'', %L)', child, first::text || ' 00:00:00+00', (first + INTERVAL '1 month')::date::text || ' 00:00:00+00');
    END LOOP;
END $$;
