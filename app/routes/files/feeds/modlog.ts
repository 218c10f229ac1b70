import { feedRoute } from "~/features/feeds/feeds.server";
import { aboutInWords, filterInQuery, modActionWords, readLogFilter, theSite } from "~/features/moderation/moderation";
import { findNewestHash, listModActions } from "~/features/moderation/moderation.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { html } from "~/ui/html";
import { feedLength } from "./entries.server";

/** What moderators did, narrowed as on the page. What is hidden is named by its number. The description has the chain's newest hash. */
export const loader = feedRoute(async ({ context }) => {
  const read = readLogFilter(context.url.searchParams);
  invariantResponse(read.ok, read.ok ? "" : read.fault, { status: 400 });
  const { filter } = read;
  const [{ actions }, newest] = await Promise.all([
    listModActions({ before: null, take: feedLength, filter }),
    findNewestHash(),
  ]);
  return {
    title: "Moderation log · Counterproof",
    description: `Everything moderators did, newest first, with their reasons.${newest ? ` Newest hash of the chain: ${newest.hash}` : ""}`,
    path: paths.modLog(filterInQuery(filter)),
    entries: actions.map((action) => {
      return {
        id: paths.modAction(action),
        path: paths.modAction(action),
        title: `${action.moderator?.name ?? theSite} ${modActionWords[action.kind]} ${aboutInWords(action)}`.trim(),
        html: String(html`<p>${action.reason}</p>`),
        excerpt: action.reason,
        author: action.moderator
          ? { name: action.moderator.name, path: paths.member(action.moderator) }
          : { name: theSite, path: paths.modLog() },
        publishedAt: action.at,
        updatedAt: action.at,
        tags: [],
      };
    }),
  };
});
