/** Codes of authenticator apps, RFC 6238: SHA-1, 30 seconds, six digits, which all apps know. */
import { createHmac } from "node:crypto";

const stepSeconds = 30;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Bytes in RFC 4648's base 32, without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

/** The bytes of a base 32 text; letters that are none are skipped. */
export function fromBase32(text: string): Buffer {
  let bits = "";
  for (const letter of text.toUpperCase())
    if (alphabet.includes(letter)) bits += alphabet.indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}

/** The number of the step in which a moment lies. */
export const stepAt = (now: Date) => Math.floor(now.getTime() / 1_000 / stepSeconds);

/** The code of a step, RFC 4226 5.3. */
export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = digest[digest.length - 1]! & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** The step whose code was typed: this one, or one before or after it where clocks differ; null if none has that code. */
export function stepOfCode(secret: string, typed: string, now: Date): number | null {
  const code = typed.replaceAll(/\s/g, "");
  const step = stepAt(now);
  return [step, step - 1, step + 1].find((near) => codeOf(secret, near) === code) ?? null;
}

/** The address that an app reads from a QR code. */
export function otpauthAddress({ secret, handle, site }: { secret: string; handle: string; site: string }): string {
  const label = encodeURIComponent(`${site}:${handle}`);
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(site)}`;
}

/** A secret as people type it: groups of four. */
export const inGroups = (text: string) => text.match(/.{1,4}/g)?.join(" ") ?? "";
