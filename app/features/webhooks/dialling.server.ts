/** The way to a webhook's address: https on port 443 to a public host, or a host that the operator named. */
import { env } from "~/platform/env.server";
import {
  demandPublicHost,
  type Dialling,
  GuardedFault,
  guardedFetch,
  publicUrl,
  type Refusal,
} from "~/platform/guarded-fetch.server";
import { secondsOf } from "~/platform/operator-fetch.server";

const rules = () => ({ ports: [443], schemes: ["https:"], named: env().webhookHosts });

const refusalWords: Partial<Record<Refusal, string>> = {
  "bad-address":
    "A webhook’s address begins with https://, names a public host, and has no port, user name or password in it.",
  "not-public": "This address doesn’t lead to a public place. Give the name of a host that everybody can reach.",
  "not-found": "No such host is known. Look whether the name is spelled right, and try again.",
  "too-slow": "Nobody answered in time where this host is. Try again in a moment.",
};

/** The address as it is stored, or a sentence about why nothing is sent there. Looks its name up, and sends nothing. */
export async function readAddress(
  given: string,
  dialling: Dialling = {},
): Promise<{ ok: true; address: string } | { ok: false; words: string }> {
  try {
    const asked = { ...rules(), ...dialling };
    const url = publicUrl(given, asked);
    url.hash = "";
    await demandPublicHost(url, asked);
    return { ok: true, address: url.href };
  } catch (error) {
    if (!(error instanceof GuardedFault)) throw error;
    return { ok: false, words: refusalWords[error.refusal] ?? error.message };
  }
}

/** Why an attempt has no status, in a few words for the log. */
export const faultWords = (fault: string): string => shortWords[fault as Refusal] ?? "no answer";

const shortWords: Record<Refusal, string> = {
  "bad-address": "refused address",
  "not-public": "not a public place",
  "not-found": "unknown host",
  redirect: "leads elsewhere",
  "too-slow": "no answer in time",
  "too-large": "broken answer",
  "wrong-kind": "broken answer",
  unreachable: "not reached",
};

/** What came of an attempt: a status of the receiver, or why there is none. */
export type Answer = { status: number; retryAfter: number | null } | { fault: Refusal };

/** Milliseconds for an attempt as a whole, and bytes of the answer that are read and thrown away. */
const bounds = { totalMs: 10_000, maxBytes: 1_024 };

/** Sends a body there once. */
export async function post(
  address: string,
  body: string,
  headers: Record<string, string>,
  dialling: Dialling = {},
): Promise<Answer> {
  try {
    const answer = await guardedFetch(address, {
      ...rules(),
      ...bounds,
      method: "POST",
      redirects: 0,
      throwsBodyAway: true,
      headers: { "content-type": "application/json", ...headers },
      body,
      ...dialling,
    });
    return { status: answer.status, retryAfter: secondsOf(answer.headers["retry-after"]) };
  } catch (error) {
    if (error instanceof GuardedFault) return { fault: error.refusal };
    throw error;
  }
}
