CREATE TABLE "ApiKey" (
    "id" SERIAL NOT NULL,
    "memberId" INTEGER NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "beginning" VARCHAR(12) NOT NULL,
    "scopes" VARCHAR(20)[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "ApiKey_hash_key" ON "ApiKey"("hash");

CREATE INDEX "ApiKey_memberId_idx" ON "ApiKey"("memberId");

ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
