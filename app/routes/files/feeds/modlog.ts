import { feedRoute } from "~/features/feeds/feeds.server";
import { aboutInWords, modActionWords, theSite } from "~/features/moderation/moderation";
import { listModActions } from "~/features/moderation/moderation.server";
import { paths } from "~/paths";
import { html } from "~/ui/html";
import { feedLength } from "./entries.server";

/** What moderators did. What is hidden is named by its number, as on the page. */
export const loader = feedRoute(async () => {
  const { actions } = await listModActions({ before: null, take: feedLength });
  return {
    title: "Moderation log · Counterproof",
    description: "Everything moderators did, newest first, with their reasons.",
    path: paths.modLog(),
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
