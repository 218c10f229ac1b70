/** Texts that only this site can read again: AES-256-GCM under the site's secret key, bound to what they are for. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "./env.server";
import { StartError } from "./start-error";

let secret: string | undefined;

/** `SECRET_KEY`; in local mode a key that is made once and kept in the data directory. */
export function siteSecret(): string {
  secret ??= env().SECRET_KEY ?? keptSecret();
  return secret;
}

/** Refuses to start on a database of one's own without a key: several servers must be able to read the same texts. */
export function demandSecretKey() {
  if (!env().isLocal && env().SECRET_KEY === undefined)
    throw new StartError(
      "SECRET_KEY is not set: with DATABASE_URL the site needs a key of 32 characters or more, the same for every server and worker (openssl rand -hex 32 makes one).",
    );
}

function keptSecret(): string {
  demandSecretKey();
  const file = join(env().DATA_DIR, "secret-key");
  try {
    return readFileSync(file, "utf8");
  } catch {}
  mkdirSync(env().DATA_DIR, { recursive: true });
  // Of two processes that make one at the same time, one wins, and both read that one.
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, randomBytes(32).toString("base64url"), { mode: 0o600 });
  try {
    linkSync(mine, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    unlinkSync(mine);
  }
  return readFileSync(file, "utf8");
}

const keyFor = (use: string) => Buffer.from(hkdfSync("sha256", siteSecret(), "counterproof", use, 32));

/** A hash that only this site can make: equal texts of one use have equal hashes, and nobody else can try texts. */
export const keyedHash = (use: string, text: string) =>
  createHmac("sha256", keyFor(use)).update(text, "utf8").digest("hex");

/** Encrypts a text for a use: another use can't read it. Each result differs. */
export function seal(use: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(use), iv);
  const sealed = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString("base64url");
}

/** Decrypts what `seal` made for the same use; null if the key is another one, or the text was changed. */
export function unseal(use: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < 28) return null;
  const decipher = createDecipheriv("aes-256-gcm", keyFor(use), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  try {
    return decipher.update(bytes.subarray(12, -16), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return null;
  }
}
