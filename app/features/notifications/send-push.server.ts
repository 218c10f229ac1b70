/** One notice on its way to one browser: encrypted by web-push, sent by our own clients. */
import { env } from "~/platform/env.server";
import { GuardedFault, guardedFetch } from "~/platform/guarded-fetch.server";
import { FetchFault, fetchFromOperator, secondsOf } from "~/platform/operator-fetch.server";
import { keyedHash } from "~/platform/secret-box.server";
import { operatorAddress, pushKeys } from "./push-keys.server";
import { pushHostOf } from "./push-host";

/** What the service worker reads. Push services see none of it: it is encrypted for the browser alone. */
export type PushMessage = { id: number; title: string; body: string; path: string };

export type Sent =
  | { as: "sent" }
  /** The browser's subscription is over. */
  | { as: "gone" }
  /** The service doesn't understand it; a browser that gets this often is given up. */
  | { as: "refused" }
  /** To be tried again; with the seconds that the service asked to wait, if it said so. */
  | { as: "later"; wait: number | null }
  /** No answer: it may have arrived. */
  | { as: "in-doubt" };

type Browser = { endpoint: string; p256dh: string; auth: string };

/** Seconds for which a push service keeps a notice for a browser that is away. */
const keptFor = 24 * 3_600;
const totalMs = 10_000;

/** Sends a message. */
export async function sendPush(browser: Browser, message: PushMessage): Promise<Sent> {
  const subject = operatorAddress();
  const host = pushHostOf(browser.endpoint, env().pushHosts);
  if (host === null || subject === null) return { as: "gone" };
  const { endpoint, headers, body } = await seal(browser, message, subject);
  const asked = {
    method: "POST" as const,
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => name !== "Content-Length")
        .map(([name, value]) => [name, String(value)]),
    ),
    body,
    totalMs,
    maxBytes: 64 * 1024,
  };
  return host === "named" ? sendToNamed(endpoint, asked) : sendToService(endpoint, asked);
}

async function seal(browser: Browser, message: PushMessage, subject: string) {
  const { default: webPush } = await import("web-push");
  return webPush.generateRequestDetails(
    { endpoint: browser.endpoint, keys: { p256dh: browser.p256dh, auth: browser.auth } },
    JSON.stringify(message),
    {
      vapidDetails: { subject, ...(await pushKeys()) },
      TTL: keptFor,
      urgency: "normal",
      // What replaces each other while the browser is away. The service learns nothing from it.
      topic: keyedHash("push-topic", String(message.id)).slice(0, 32),
    },
  );
}

type Asked = { method: "POST"; headers: Record<string, string>; body: Buffer; totalMs: number; maxBytes: number };

async function sendToService(endpoint: string, asked: Asked): Promise<Sent> {
  try {
    const { status, headers } = await guardedFetch(endpoint, { ...asked, ports: [443], redirects: 0 });
    return meaningOf(status, secondsOf(headers["retry-after"]));
  } catch (error) {
    if (error instanceof GuardedFault) return error.wasNeverSent ? { as: "later", wait: null } : { as: "in-doubt" };
    throw error;
  }
}

async function sendToNamed(endpoint: string, asked: Asked): Promise<Sent> {
  try {
    const { status } = await fetchFromOperator(endpoint, asked);
    return meaningOf(status, null);
  } catch (error) {
    if (!(error instanceof FetchFault)) throw error;
    if (error.status !== null) return meaningOf(error.status, error.retryAfter);
    return error.wasNeverSent ? { as: "later", wait: null } : { as: "in-doubt" };
  }
}

/** What the status of a push service means, RFC 8030. */
function meaningOf(status: number, wait: number | null): Sent {
  if (status >= 200 && status < 300) return { as: "sent" };
  if (status === 404 || status === 410) return { as: "gone" };
  if (status === 429 || status >= 500) return { as: "later", wait };
  return { as: "refused" };
}
