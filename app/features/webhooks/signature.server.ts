/** Secrets and signatures as Standard Webhooks describes them. */
import { createHmac, randomBytes } from "node:crypto";

/** A new secret: `whsec_` and 32 random bytes in base64. */
export const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;

type Signed = { id: string; timestamp: number; body: string };

/** The header `webhook-signature`: one signature for each secret, the newest first. `timestamp` is in seconds. */
export const signatureOf = (secrets: string[], { id, timestamp, body }: Signed) =>
  secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice("whsec_".length), "base64");
      return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
    })
    .join(" ");
