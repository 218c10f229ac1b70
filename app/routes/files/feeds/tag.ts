import { feedRoute } from "~/features/feeds/feeds.server";
import { findTagFamily } from "~/features/tags/tags.server";
import { listThreads } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { feedLength, threadEntries } from "./entries.server";

/** The newest threads with a tag or with one below it. A synonym is answered for the tag it means. */
export const loader = feedRoute(async ({ params }) => {
  const family = await findTagFamily((params["slug"] ?? "").toLowerCase());
  invariantResponse(family, "There is no such tag.", { status: 404 });
  const { threads } = await listThreads({ sort: "new", tagFamilies: [family.ids], viewer: null, take: feedLength });
  return {
    title: `New threads about ${family.tag.name} · Counterproof`,
    description: `Threads about ${family.tag.name}, including sub-tags, newest first.`,
    path: paths.tag(family.tag),
    entries: await threadEntries(threads.map(({ id }) => id)),
  };
});
