CREATE TABLE "KnownBrowser" (
    "tokenHash" VARCHAR(64) NOT NULL,
    "memberId" INTEGER NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KnownBrowser_pkey" PRIMARY KEY ("tokenHash","memberId")
);

CREATE INDEX "KnownBrowser_memberId_idx" ON "KnownBrowser"("memberId");

CREATE INDEX "KnownBrowser_seenAt_idx" ON "KnownBrowser"("seenAt");

ALTER TABLE "KnownBrowser" ADD CONSTRAINT "KnownBrowser_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
