import { createHash, randomBytes } from "node:crypto";
import { redirect } from "@remix-run/node";
import { Fields } from "./draft";
import { type Asker, countAttempt, waitInWords, limits } from "~/features/auth/auth.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { invariantResponse } from "~/platform/responses.server";

const hash = (token: string) => createHash("sha256").update(token).digest("hex");

/**
 * Answers a form that needed a session and came without one: a redirect to sign-in that restores the text afterwards.
 * The link contains a secret, so that no other browser can read the text.
 */
export async function signInKeepingText(request: Request, asker: Asker & { address: string }): Promise<Response> {
  const wait = await countAttempt(limits.heldTextByAddress, asker.address);
  invariantResponse(
    wait === 0,
    `You are signed out, and this address has sent too much. Try again ${waitInWords(wait)}; go back to find your text.`,
    {
      status: 429,
      headers: { "Retry-After": String(wait) },
    },
  );
  const form = await request.formData();
  const fields: Fields = {};
  for (const name of new Set(form.keys())) fields[name.slice(0, 60)] = form.getAll(name).map(String);

  const token = randomBytes(24).toString("base64url");
  const back = new URL(asker.url.pathname + asker.url.search, asker.url);
  back.searchParams.delete("held");
  await db.$executeRaw`insert into "HeldText" ("tokenHash", "path", "fields", "expiresAt")
    values (${hash(token)}, ${back.pathname.slice(0, 300)}, ${JSON.stringify(fields)}::jsonb, now() + interval '1 day')`;
  back.searchParams.set("held", token);
  return redirect(paths.signIn(back.pathname + back.search), 303);
}

/** The text typed on this page before signing in, or null. */
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

/** Removes texts after a day. */
export async function sweepHeldTexts() {
  await db.$executeRaw`delete from "HeldText" where "expiresAt" <= now()`;
}
