-- AlterTable
ALTER TABLE "FetchRun" ADD COLUMN "note" VARCHAR(300);

-- AlterTable
ALTER TABLE "Quarantine" ADD COLUMN "version" VARCHAR(200);
