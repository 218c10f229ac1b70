import { createHash } from "node:crypto";

/** What the database holds in place of a secret token: its SHA-256, as hexadecimal digits. The token is random, so it needs no salt. */
export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex");
