import { createHmac, timingSafeEqual } from "node:crypto";
import { type ActionFunctionArgs, json } from "@remix-run/node";
import { takeMail } from "~/features/letters/letters.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";
import { LineIsFull, TextTooCostly } from "~/platform/reading-errors";
import { problem } from "~/platform/responses.server";

/** Nothing is read here. */
export const loader = () => problem(404, "Not found", "There is no such page.");

/** A mail as it came, signed by whoever receives mails for this site. Only an answer of 5xx asks for it again. */
export async function action({ request }: ActionFunctionArgs) {
  const { MAIL_WEBHOOK_SECRET: secret } = env();
  if (!secret) return problem(404, "Not found", "There is no such page.");
  const raw = new Uint8Array(await request.arrayBuffer());
  if (!isSigned(raw, request.headers.get("X-Mail-Signature") ?? "", secret))
    return problem(403, "Not signed", "The header X-Mail-Signature isn't the HMAC-SHA-256 of this mail.");
  try {
    const taken = await takeMail(raw);
    log().info({ mail: taken.is }, "a mail came");
    return json(
      taken.is === "posted" ? { is: taken.is, post: env().publicOrigin + paths.post({ id: taken.postId }) } : taken,
    );
  } catch (error) {
    if (error instanceof TextTooCostly) return json({ is: "dropped", why: "unreadable" });
    if (error instanceof LineIsFull) return problem(503, "Later", "Too many mails come at once: send it again.");
    throw error;
  }
}

function isSigned(raw: Uint8Array, signature: string, secret: string): boolean {
  const expected = `sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`;
  const [given, own] = [Buffer.from(signature.toLowerCase()), Buffer.from(expected)];
  return given.length === own.length && timingSafeEqual(given, own);
}
