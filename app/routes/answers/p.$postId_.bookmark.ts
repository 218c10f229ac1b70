import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { getViewer, requireMember } from "~/features/auth/auth.server";
import { BookmarkForm } from "~/features/reading/reading";
import { keepBookmark, removeBookmark } from "~/features/reading/reading.server";
import { wayBack, wayBackField } from "~/features/threads/threads";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { idParam } from "~/platform/id-param";
import { refuseInPlace } from "~/platform/responses.server";
import { sentOrRefused } from "~/ui/sent-or-kept";

const refusalWords = {
  "no-such-post": { status: 404, words: "There is no such post." },
  "too-many": { status: 422, words: "You have 2,000 bookmarks: remove some first." },
} as const;

/** Bookmarks are sent; the address itself leads to the post. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(paths.post({ id: idParam(params["postId"]) }), 302);
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const post = { id: idParam(params["postId"]) };
  const fields = await request.formData();
  const back = wayBack(fields.get(wayBackField), post);
  if (!(await getViewer(context))) return redirect(paths.signIn(back), 303);
  const member = await requireMember(context);
  const form = parseForm(fields, BookmarkForm);
  if (!form.ok)
    return refuseInPlace(
      "A bookmark is kept or removed, and its note holds 300 characters.",
      { status: 422 },
      context.wants,
    );
  const { intent, note, from, cursor } = form.value;
  if (intent === "remove") await removeBookmark(member, post.id);
  else {
    const kept = await keepBookmark({ member, postId: post.id, ...(note !== undefined && { note }) });
    if (!kept.ok) {
      const { words, status } = refusalWords[kept.reason];
      return refuseInPlace(words, { status }, context.wants);
    }
  }
  if (context.wants === "data" && from === "post") return json({ isKept: intent === "keep", refusal: null });
  if (from === "post") return redirect(back, 303);
  return redirect(paths.bookmarks({ cursor, removed: intent === "remove" ? post.id : undefined }), 303);
}

/** Without a connection the words stand beside the button. */
export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  sentOrRefused(() => serverAction<typeof action>(), "No connection: the bookmark was not changed.");
