-- When a provider said something else of a held value's time, and was believed.
ALTER TABLE "Quarantine" ADD COLUMN "withdrawnAt" TIMESTAMPTZ(3);
