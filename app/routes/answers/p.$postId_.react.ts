import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { ReactionForm } from "~/features/signals/signals";
import { answerSignal, react, signalledPost } from "~/features/signals/signals.server";
import { paths } from "~/paths";
import { sentOrRefused } from "~/ui/sent-or-kept";

/** Reactions are sent; who opens the address, or reloads a refusal, wants the post. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(paths.post(signalledPost({ params })), 302);
}

export function action(given: ActionFunctionArgs) {
  const malformed = "A reaction names its kind, and 1 or 0. Its revision is a number from 1 on.";
  return answerSignal(given, { schema: ReactionForm, malformed }, async (member, post, form) => {
    const reacted = await react({ member, postId: post.id, ...form });
    return reacted.ok ? { ok: true, answer: { kind: form.kind, value: form.value, counts: reacted.counts } } : reacted;
  });
}

/** Without a connection the words stand beside the buttons too. */
export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  sentOrRefused(() => serverAction<typeof action>(), "No connection: this reaction was not counted.");
