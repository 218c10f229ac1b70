CREATE TABLE "Webhook" (
    "id" SERIAL NOT NULL,
    "keyId" INTEGER NOT NULL,
    "address" VARCHAR(500) NOT NULL,
    "events" VARCHAR(30)[],
    "sealedSecret" VARCHAR(300) NOT NULL,
    "sealedBefore" VARCHAR(300),
    "beforeUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pausedAt" TIMESTAMPTZ(3),
    "offAt" TIMESTAMPTZ(3),
    "offBecause" VARCHAR(20) NOT NULL DEFAULT '',
    "failingSince" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "restUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Webhook_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Webhook_keyId_idx" ON "Webhook"("keyId");

ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "ApiKey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "WebhookEvent" (
    "id" SERIAL NOT NULL,
    "messageId" VARCHAR(40) NOT NULL,
    "type" VARCHAR(30) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "subject" JSONB NOT NULL,
    "webhookId" INTEGER,

    CONSTRAINT "WebhookEvent_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "WebhookEvent_messageId_key" ON "WebhookEvent"("messageId");

CREATE INDEX "WebhookEvent_at_idx" ON "WebhookEvent"("at");

CREATE INDEX "WebhookEvent_webhookId_idx" ON "WebhookEvent"("webhookId");

ALTER TABLE "WebhookEvent" ADD CONSTRAINT "WebhookEvent_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "Webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TYPE "DeliveryState" AS ENUM ('waiting', 'delivered', 'failed', 'withdrawn');

CREATE TABLE "WebhookDelivery" (
    "id" SERIAL NOT NULL,
    "webhookId" INTEGER NOT NULL,
    "eventId" INTEGER NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'waiting',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueAt" TIMESTAMPTZ(3),
    "takenUntil" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "attempts" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "WebhookDelivery_webhookId_eventId_key" ON "WebhookDelivery"("webhookId", "eventId");

CREATE INDEX "WebhookDelivery_eventId_idx" ON "WebhookDelivery"("eventId");

-- What waits is little beside what is kept for the log.
CREATE INDEX "WebhookDelivery_dueAt_idx" ON "WebhookDelivery"("dueAt") WHERE "dueAt" IS NOT NULL;

ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "Webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "WebhookEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;
