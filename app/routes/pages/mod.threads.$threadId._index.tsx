import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { Member } from "~/features/auth/auth";
import { requireModerator } from "~/features/auth/auth.server";
import { listMoves, listPostsToMove } from "~/features/posts/posts.server";
import { ActForm } from "~/features/acts/components/act-form";
import { ConfirmMove } from "~/features/acts/components/confirm-move";
import { MovesToUndo } from "~/features/acts/components/moves-to-undo";
import { actsFor, type AskedAct, isConfirmed, ThreadActForm } from "~/features/acts/acts";
import { actOnThread } from "~/features/acts/acts.server";
import { findThread, findThreadTitles } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { idParam, readId } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { privateMeta } from "~/ui/page-meta";

/** How many posts stand in the form; others are named by their numbers. */
const shownPosts = 100;

export async function loader({ params, context }: LoaderFunctionArgs) {
  const viewer = await requireModerator(context);
  const thread = await findThread(idParam(params["threadId"]), viewer);
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  const { id, slug, title, lockedAt, closedAt, slowedAt, pinnedAt, postCount, lastNumber } = thread;
  const asked = context.url.searchParams;
  const chosen = readId(asked.get("posts"));
  const from = readId(asked.get("from")) ?? (chosen === null ? 1 : Math.max(1, chosen - 10));
  const numbers = Array.from({ length: shownPosts }, (_, at) => from + at);
  const posts = (await listPostsToMove(id, numbers)).filter(({ follows }) => !follows);
  return json({
    thread: { id, slug, title, lockedAt, closedAt, slowedAt, pinnedAt, postCount },
    acts: actsFor(thread),
    posts,
    chosen,
    earlier: from > 1 ? Math.max(1, from - shownPosts) : null,
    later: from + shownPosts <= lastNumber ? from + shownPosts : null,
    moves: await listMoves(id),
  });
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const by = await requireModerator(context);
  const threadId = idParam(params["threadId"]);
  const form = parseForm(await request.formData(), ThreadActForm);
  if (!form.ok) return json({ reply: form.reply, toConfirm: null }, { status: 422 });
  const asked = form.value;
  if (isConfirmed(asked.act) && !asked.isConfirmed) {
    const toConfirm = await readMove(threadId, asked, by);
    if (toConfirm.posts.length > 0 && !toConfirm.fault)
      return json({ reply: refuse(form.fields, {}), toConfirm: { ...toConfirm, asked: fieldsOf(asked) } });
    const { field, words } = toConfirm.fault ?? { field: "posts", words: "There are no such posts here." };
    return json({ reply: refuse(form.fields, { [field]: [words] }), toConfirm: null }, { status: 422 });
  }
  const done = await actOnThread({ by, threadId, asked });
  if (done.ok) return redirect(done.path, 303);
  return json({ reply: refuse(form.fields, { [done.field]: [done.words] }), toConfirm: null }, { status: done.status });
}

/** What would move, and where. */
async function readMove(threadId: number, { act, numbers, to }: AskedAct, viewer: Member) {
  const posts = await listPostsToMove(threadId, act === "merge_thread" ? "all" : numbers);
  const target = "id" in to ? ((await findThreadTitles([to.id], viewer)).get(to.id) ?? null) : null;
  const isFirst = act === "move_posts" && numbers.includes(1);
  const fault = isFirst
    ? { field: "posts", words: "The first post can't be moved alone. Merge the thread into the other one instead." }
    : "id" in to && (!target || target.id === threadId)
      ? { field: "target", words: "There is no such thread, or it is this one." }
      : null;
  const shownTarget: { title: string; href: string | null } | null =
    "title" in to ? { title: to.title, href: null } : target && { title: target.title, href: paths.thread(target) };
  return { posts, fault, to: shownTarget };
}

/** The form's fields, for the form that confirms them. */
const fieldsOf = ({ act, reason, numbers, to }: AskedAct): Record<string, string> => ({
  act,
  reason,
  ...(act === "move_posts" && { posts: numbers.join(", ") }),
  ...("title" in to ? { to: "new", title: to.title } : { to: "other", target: String(to.id) }),
});

export default function ModerateThread() {
  const { thread, acts, posts, chosen, earlier, later, moves } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const toConfirm = answer?.toConfirm ?? null;
  return (
    <div className="form-page form-narrow thread-acts">
      <h1>{toConfirm ? "Look at what moves" : "Moderate this thread"}</h1>
      <p className="form-context">
        <a href={paths.thread(thread)}>{thread.title}</a>. Everything here can be taken back. Your reason is shown to
        everybody in the <a href={paths.modLog()}>moderation log</a>.
      </p>
      {toConfirm ? (
        <ConfirmMove thread={thread} move={toConfirm} />
      ) : (
        <>
          <ActForm
            thread={thread}
            acts={acts}
            posts={posts}
            chosen={chosen}
            pages={{ earlier, later }}
            state={answer?.reply}
          />
          <MovesToUndo moves={moves} state={answer?.reply} />
        </>
      )}
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Moderate a thread");
