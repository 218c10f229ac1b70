/** Forms that arrived without a session, or without a fresh proof: kept for a day, and restored by the browser's own link. */
import { randomBytes } from "node:crypto";
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { invariantResponse } from "~/platform/responses.server";
import { isSecretName } from "~/platform/secrets";
import { hashOfToken } from "~/platform/token-hash.server";
import { countAttempt, type Limit, limits, waitInWords } from "./rate-limits.server";
import type { Member, Viewer } from "./viewer";

const Fields = z.record(z.string(), z.array(z.string()));
type Fields = z.infer<typeof Fields>;
type Sender = { url: URL; address: string };

/** Longer than a form whose text was typed here, in characters. */
const longForm = 300_000;

/** Keeps a form, without its secrets. The address to come back to contains a secret: no other browser can read the text. */
export async function holdForm(request: Request, { url, address }: Sender, why: string): Promise<string> {
  const admit = async (limit: Limit) => {
    const wait = await countAttempt(limit, address);
    invariantResponse(
      wait === 0,
      `${why}, and this address has sent too much. Try again ${waitInWords(wait)}; go back to find your text.`,
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  };
  await admit(limits.heldTextByAddress);
  const form = await request.formData();
  const fields: Fields = {};
  for (const name of new Set(form.keys()))
    if (!isSecretName(name)) fields[name.slice(0, 60)] = form.getAll(name).map(String);
  const stored = JSON.stringify(fields);
  if (stored.length > longForm) await admit(limits.longHeldTextByAddress);

  const token = randomBytes(24).toString("base64url");
  const back = new URL(url.pathname + url.search, url);
  back.searchParams.delete("held");
  await db.$executeRaw`insert into "HeldText" ("tokenHash", "path", "fields", "expiresAt")
    values (${hashOfToken(token)}, ${back.pathname.slice(0, 300)}, ${stored}::jsonb, now() + interval '1 day')`;
  back.searchParams.set("held", token);
  return back.pathname + back.search;
}

/** Answers a form that needed a session and came without one: a redirect to sign-in that restores the text afterwards. */
export async function signInKeepingText(request: Request, sender: Sender): Promise<Response> {
  return redirect(paths.signIn(await holdForm(request, sender, "You are signed out")), 303);
}

/** The fields typed on this page before signing in or proving, or null. */
export async function findHeldText(url: URL): Promise<Fields | null> {
  const token = url.searchParams.get("held");
  if (!token || token.length > 100) return null;
  const held = await db.heldText.findFirst({
    where: { tokenHash: hashOfToken(token), path: url.pathname },
    select: { fields: true },
  });
  const fields = Fields.safeParse(held?.fields);
  return fields.success ? fields.data : null;
}

/**
 * The form that somebody sent signed out to an address that shows no form, once: they come back to it signed in. `sent` answers
 * with a field; null where the form is kept no longer. Null for everybody else.
 */
export async function takeHeldForm({
  url,
  session,
}: {
  url: URL;
  session(): Promise<{ viewer: Viewer }>;
}): Promise<{ by: Member; sent: (field: string) => string | null } | null> {
  const token = url.searchParams.get("held");
  const by = token === null ? null : (await session()).viewer;
  if (token === null || !by) return null;
  const fields = await findHeldText(url);
  if (fields) await db.heldText.deleteMany({ where: { tokenHash: hashOfToken(token) } });
  return { by, sent: (field) => fields?.[field]?.[0] ?? null };
}

/** Removes texts after a day. */
export async function sweepHeldTexts() {
  await db.$executeRaw`delete from "HeldText" where "expiresAt" <= now()`;
}
