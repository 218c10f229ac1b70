import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { VoteForm } from "~/features/signals/signals";
import { answerSignal, castVote, signalledPost } from "~/features/signals/signals.server";
import { paths } from "~/paths";
import { sentOrRefused } from "~/ui/sent-or-kept";

/** Votes are sent; who opens the address, or reloads a refusal, wants the post. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(paths.post(signalledPost({ params })), 302);
}

export function action(given: ActionFunctionArgs) {
  const malformed =
    "A vote names its axis and a value: -2 to 2 for worth, -1 to 1 for agree. Its revision is a number from 1 on.";
  return answerSignal(given, { schema: VoteForm, malformed }, async (member, post, form) => {
    const cast = await castVote({ member, postId: post.id, ...form });
    return cast.ok ? { ok: true, answer: { axis: form.axis, value: form.value, ...cast.counts } } : cast;
  });
}

/** Without a connection the words stand beside the buttons too. */
export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  sentOrRefused(() => serverAction<typeof action>(), "No connection: this vote was not counted.");
