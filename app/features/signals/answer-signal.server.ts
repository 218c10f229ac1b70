/** What the forms for votes and reactions share: who may send them, how often, and what is answered. */
import { type ActionFunctionArgs, json, redirect } from "@remix-run/node";
import type { z } from "zod";
import type { Member } from "~/features/auth/auth";
import { countAttempt, findBan, getViewer, limits, waitInWords } from "~/features/auth/auth.server";
import { wayBack, wayBackField } from "~/features/threads/threads";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse, refuseInPlace } from "~/platform/responses.server";
import type { SignalRefusal } from "./cast-vote.server";

const refusalWords: Record<SignalRefusal, { status: number; words: string }> = {
  "no-such-post": { status: 404, words: "There is no such post." },
  "no-such-revision": { status: 422, words: "The post has no such revision. Load the page again, then vote or react." },
  "not-allowed": { status: 403, words: "This post is yours: votes and reactions are other people's." },
};

/** The post of an address such as `/p/12/vote`; 404 without one. */
export function signalledPost({ params }: Pick<ActionFunctionArgs, "params">) {
  const id = idParam(params["postId"]);
  invariantResponse(id > 0 && id <= 2_147_483_647, refusalWords["no-such-post"].words, { status: 404 });
  return { id };
}

type Done = { ok: true; answer: object } | { ok: false; reason: SignalRefusal };

/**
 * Does what a form says about a post. A plain form leads back to its page, at the post, a visitor to signing in first; script
 * gets what was done, or `{ refusal }` with a sentence. `malformed` is said of fields that the schema refuses.
 */
export async function answerSignal<Schema extends z.ZodType>(
  { params, request, context }: ActionFunctionArgs,
  { schema, malformed }: { schema: Schema; malformed: string },
  send: (member: Member, post: { id: number }, form: z.output<Schema>) => Promise<Done>,
) {
  const post = signalledPost({ params });
  const fields = await request.formData();
  const back = wayBack(fields.get(wayBackField), post);
  const viewer = await getViewer(context);
  if (!viewer) return redirect(paths.signIn(back), 303);
  const ban = await findBan(viewer);
  if (ban) return refuseInPlace(ban.words, { status: 403 }, context.wants);
  const member = viewer;

  const form = parseForm(fields, schema);
  if (!form.ok) return refuseInPlace(malformed, { status: 422 }, context.wants);
  const wait = await countAttempt(limits.voteByMember, member.id);
  if (wait > 0) {
    const words = `You have voted a lot in a short time. Try again ${waitInWords(wait)}.`;
    return refuseInPlace(words, { status: 429, headers: { "Retry-After": String(wait) } }, context.wants);
  }
  const done = await send(member, post, form.value);
  if (!done.ok) {
    const { words, status } = refusalWords[done.reason];
    return refuseInPlace(words, { status }, context.wants);
  }

  if (context.wants === "page") return redirect(back, 303);
  return json({ ...done.answer, refusal: null });
}
