-- The same function as before, with a lock of its own: 7310027 was also the lock of other work, which waited for it.
CREATE OR REPLACE FUNCTION keep_metric_partitions(today DATE) RETURNS INTEGER LANGUAGE plpgsql AS $$
DECLARE
    parent TEXT;
    first DATE;
    child TEXT;
    changed INTEGER := 0;
BEGIN
    -- Several workers may come here at midnight. The lock is metricPartitions in app/platform/locks.server.ts.
    PERFORM pg_advisory_xact_lock(7310, 8);
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
