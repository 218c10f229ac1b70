import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { countAttempt, getViewer, waitInWords, limits, requireMember } from "~/features/auth/auth.server";
import { VoteForm } from "~/features/signals/signals";
import { castVote } from "~/features/signals/signals.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { idParam } from "~/platform/id-param";

const refusalWords = {
  "no-such-post": { status: 404, words: "There is no such post." },
  "not-allowed": { status: 403, words: "This post is yours: votes on it are other people's." },
} as const;

type Given = Pick<LoaderFunctionArgs, "params" | "context">;

function postOf({ params }: Given) {
  const id = idParam(params["postId"]);
  invariantResponse(id > 0 && id <= 2_147_483_647, refusalWords["no-such-post"].words, { status: 404 });
  return { id };
}

/** Votes are sent; who opens the address, or reloads a refusal, wants the post. */
export function loader(given: LoaderFunctionArgs) {
  return redirect(paths.post(postOf(given)), 302);
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const post = postOf({ params, context });
  if (!(await getViewer(context))) return redirect(paths.signIn(paths.post(post)), 303);
  const member = await requireMember(context);

  const form = parseForm(await request.formData(), VoteForm);
  if (!form.ok) return refused("A vote names its axis, and 1 or 0.", { status: 422 }, context);
  const wait = await countAttempt(limits.voteByMember, member.id);
  if (wait > 0) {
    const words = `You have voted a lot in a short time. Try again ${waitInWords(wait)}.`;
    return refused(words, { status: 429, headers: { "Retry-After": String(wait) } }, context);
  }
  const cast = await castVote({ member, postId: post.id, ...form.value });
  if (!cast.ok) {
    const { words, status } = refusalWords[cast.reason];
    return refused(words, { status }, context);
  }

  if (context.wants === "page") return redirect(paths.post(post), 303);
  return json({ ...form.value, ...cast.counts, refusal: null });
}

/** Without a connection the words stand beside the buttons too. */
export const clientAction = async ({ serverAction }: ClientActionFunctionArgs) => {
  try {
    return await serverAction<typeof action>();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { refusal: "No connection: this vote was not counted." };
  }
};

/** Where the page stays open the words go beside the buttons; otherwise they are the answer. */
function refused(words: string, init: { status: number; headers?: HeadersInit }, context: Given["context"]) {
  invariantResponse(context.wants === "data", words, init);
  return json({ refusal: words }, init);
}
