import { redirect } from "@remix-run/node";
import { feedRoute } from "~/features/feeds/feeds.server";
import { findThread, followMerge } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { postEntries } from "./entries.server";
import { idParam } from "~/platform/id-param";

/** The newest posts of a thread. Who follows it by an old address is led to the new one, as on the page; who follows one that was merged, to the other. */
export const loader = feedRoute(async ({ params, context }) => {
  const askedId = idParam(params["threadId"]);
  const id = await followMerge(askedId);
  const thread = await findThread(id, null);
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  if (id !== askedId || params["slug"] !== thread.slug) {
    const [format] = /[a-z]+$/.exec(context.url.pathname) ?? [];
    // A merge can be undone.
    throw redirect(`${paths.thread(thread)}.${format}`, id === askedId ? 301 : 302);
  }

  return {
    title: `${thread.title} · Counterproof`,
    description: `Posts in a thread opened by ${thread.author.name}, newest first.`,
    path: paths.thread(thread),
    entries: await postEntries({ threadId: thread.id }, (post) =>
      post.number === 1 ? thread.title : `Post ${post.number} by ${post.author.name}`,
    ),
  };
});
