/** Forms that arrived without a session, or without a fresh proof: kept for a day, and restored by the browser's own link. */
import { createHash, randomBytes } from "node:crypto";
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { invariantResponse } from "~/platform/responses.server";
import { isSecretName } from "~/platform/secrets";
import { countAttempt, limits, waitInWords } from "./rate-limits.server";

const Fields = z.record(z.string(), z.array(z.string()));
type Fields = z.infer<typeof Fields>;
type Sender = { url: URL; address: string };

const hash = (token: string) => createHash("sha256").update(token).digest("hex");

/** Keeps a form, without its secrets. The address to come back to contains a secret: no other browser can read the text. */
export async function holdForm(request: Request, { url, address }: Sender, why: string): Promise<string> {
  const wait = await countAttempt(limits.heldTextByAddress, address);
  invariantResponse(
    wait === 0,
    `${why}, and this address has sent too much. Try again ${waitInWords(wait)}; go back to find your text.`,
    { status: 429, headers: { "Retry-After": String(wait) } },
  );
  const form = await request.formData();
  const fields: Fields = {};
  for (const name of new Set(form.keys()))
    if (!isSecretName(name)) fields[name.slice(0, 60)] = form.getAll(name).map(String);

  const token = randomBytes(24).toString("base64url");
  const back = new URL(url.pathname + url.search, url);
  back.searchParams.delete("held");
  await db.$executeRaw`insert into "HeldText" ("tokenHash", "path", "fields", "expiresAt")
    values (${hash(token)}, ${back.pathname.slice(0, 300)}, ${JSON.stringify(fields)}::jsonb, now() + interval '1 day')`;
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
    where: { tokenHash: hash(token), path: url.pathname },
    select: { fields: true },
  });
  const fields = Fields.safeParse(held?.fields);
  return fields.success ? fields.data : null;
}

/** The same, once: it is no longer kept. */
export async function takeHeldText(url: URL): Promise<Fields | null> {
  const fields = await findHeldText(url);
  if (fields) await db.heldText.deleteMany({ where: { tokenHash: hash(url.searchParams.get("held")!) } });
  return fields;
}

/** Removes texts after a day. */
export async function sweepHeldTexts() {
  await db.$executeRaw`delete from "HeldText" where "expiresAt" <= now()`;
}
