import { contextOf, filterInAddress, readClaimFilter } from "~/features/claims/claims";
import { type LedgerRow, listClaims } from "~/features/claims/claims.server";
import type { FeedEntry } from "~/features/feeds/feeds";
import { feedRoute } from "~/features/feeds/feeds.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { invariantResponse } from "~/platform/responses.server";
import { html } from "~/ui/html";
import { feedLength } from "./entries.server";

/** The newest claims that fit the address: of a tag, a chain, a metric, a status. A mark is a word here. */
export const loader = feedRoute(async ({ context }) => {
  const read = readClaimFilter(context.url.searchParams);
  invariantResponse(read.ok, read.ok ? "" : read.fault, { status: 400 });
  const { claims } = await listClaims(read.filter, null);
  const about = Object.values(filterInAddress(read.filter)).join(", ");
  return {
    title: `${about ? `Claims: ${about}` : "Claims"} · Counterproof`,
    description: "Numbers of posts and how each stands against data and other numbers, newest first.",
    path: paths.claims(filterInAddress(read.filter)),
    entries: claims.slice(0, feedLength).map(entryOf),
  };
});

function entryOf(claim: LedgerRow): FeedEntry {
  const origin = env().publicOrigin;
  const { text, word, found, post, thread, author } = claim;
  const { before, after } = contextOf(claim);
  return {
    id: paths.claim(claim),
    path: paths.claim(claim),
    title: `${text}: ${word}`,
    html: String(
      html`<blockquote><p>${before}<b>${text}</b> (${word})${after}</p></blockquote>${found && html`<p>${found}</p>`}<p><a href="${origin + paths.postInThread(thread, post)}">${thread.title}, post ${post.number}</a></p>`,
    ),
    excerpt: `${text}: ${word}. ${found}`.trim(),
    author: { name: author.name, path: paths.member(author) },
    publishedAt: claim.statedAt,
    updatedAt: claim.checkedAt ?? claim.statedAt,
    tags: claim.subject ? [claim.subject, claim.metric] : [],
  };
}
