import { feedRoute } from "~/features/feeds/feeds.server";
import type { Thread } from "~/features/threads/threads";
import { paths } from "~/paths";
import { findThreadOfFile } from "../exports/thread-of-file.server";
import { postEntries } from "./entries.server";

/** The newest posts of a thread. Who follows it by an old address is led to the new one, as on the page; who follows one that was merged, to the other. */
export const loader = feedRoute(async ({ params, context }) => {
  const [format] = /[a-z]+$/.exec(context.url.pathname) ?? [];
  const addressOf = (thread: Pick<Thread, "id" | "slug">) => `${paths.thread(thread)}.${format}`;
  const thread = await findThreadOfFile(params, { ofMerged: addressOf, ofRenamed: addressOf });
  return {
    title: `${thread.title} · Counterproof`,
    description: `Posts in a thread opened by ${thread.author.name}, newest first.`,
    path: paths.thread(thread),
    entries: await postEntries({ threadId: thread.id }, (post) =>
      post.number === 1 ? thread.title : `Post ${post.number} by ${post.author.name}`,
    ),
  };
});
