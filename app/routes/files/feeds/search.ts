import { feedRoute } from "~/features/feeds/feeds.server";
import { addressWith, wordsFor } from "~/features/search/search";
import { findNewest, openSearch } from "~/features/search/search.server";
import { paths } from "~/paths";
import { databaseNow } from "~/platform/db.server";
import { invariantResponse } from "~/platform/responses.server";
import { keepWithinLimit, searchAddressOf } from "../../pages/search/admit-search.server";
import { feedLength, postEntries, titleInThread } from "./entries.server";

/** The newest posts that a search finds, whatever the order that the address asks for. The index follows the content later. */
export const loader = feedRoute(
  async ({ context }) => {
    const address = addressWith(searchAddressOf(context), { sort: "new" });
    await keepWithinLimit(context);
    const newest = await findNewest(
      { address, viewer: null, now: await databaseNow(), engine: openSearch() },
      feedLength,
    );
    // An empty feed would say that nothing is there.
    invariantResponse(newest.ok, "This search takes too long just now. Try again in a minute.", {
      status: 503,
      headers: { "Retry-After": "60" },
    });

    const words = wordsFor(address);
    const description = newest.isAsked
      ? `Posts found by this search, newest first.`
      : "There is nothing in this search to look for: add a word, a tag or a member.";
    return {
      title: `${words ? `Search for ${words}` : "Search"} · Counterproof`,
      description: [description, ...newest.remarks].join(" "),
      path: paths.search(address),
      entries: await postEntries({ ids: newest.postIds }, titleInThread),
    };
  },
  { followsLater: true },
);
