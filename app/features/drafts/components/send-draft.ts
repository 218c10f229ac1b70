import { paths } from "~/paths";
import type { Draft, Fields } from "../draft";

type Sent = {
  place: string;
  version: number;
  fields: Fields;
  /** The page is being left: the request should outlive it. */
  keepalive: boolean;
};

export type DraftAnswer =
  | { kind: "saved"; version: number; updatedAt: string }
  | { kind: "conflict"; theirs: Draft | null }
  /** `offline`: no connection. `failed`: the server can't save just now; it is asked again later. */
  | { kind: "offline" | "failed" | "signed-out" | "too-long" | "refused" };

/**
 * Browsers refuse requests that outlive their page when all of them together have more than 65,536 bytes. Smaller ones may
 * still be refused beside others, so they are sent again without that wish.
 */
const mostKeptAlive = 60_000;

/** Milliseconds: a form waits for the save that is under way. */
const patience = 8_000;

/** Sends a draft to the server. */
export async function sendDraft({ place, version, fields, keepalive }: Sent): Promise<DraftAnswer> {
  const form = new URLSearchParams({ draftPlace: place, draftVersion: String(version) });
  for (const [name, values] of Object.entries(fields)) for (const value of values) form.append(name, value);
  // Percent-encoded, so that a character is a byte.
  const body = form.toString();
  const ask = (outlivesPage: boolean) =>
    fetch(paths.saveDraft(), {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
      body,
      keepalive: outlivesPage,
      signal: AbortSignal.timeout(patience),
    });
  try {
    const mayOutlive = keepalive && body.length < mostKeptAlive;
    const response = mayOutlive ? await ask(true).catch(() => ask(false)) : await ask(false);
    return await answerOf(response);
  } catch (error) {
    // Something between here and the server answered with a page of its own.
    if (error instanceof SyntaxError) return { kind: "failed" };
    if (error instanceof DOMException && error.name === "TimeoutError") return { kind: "failed" };
    // fetch throws for want of a connection, and so does an answer that is cut off while it is read.
    return { kind: "offline" };
  }
}

async function answerOf(response: Response): Promise<DraftAnswer> {
  if (response.status === 401) return { kind: "signed-out" };
  if (response.status === 413 || response.status === 422) return { kind: "too-long" };
  if (response.status === 429 || response.status >= 500) return { kind: "failed" };
  if (!response.ok && response.status !== 409) return { kind: "refused" };
  const answer = (await response.json()) as { version: number; updatedAt: string; theirs: Draft | null };
  if (response.status === 409) return { kind: "conflict", theirs: answer.theirs };
  return { kind: "saved", version: answer.version, updatedAt: answer.updatedAt };
}
