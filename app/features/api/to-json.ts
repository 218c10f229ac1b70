/** Rows of the rooms as the API answers with them. */
import type { z } from "zod";
import type { CitationMarkView } from "~/features/citations/citations";
import type { SourceCard } from "~/features/sources/sources";
import type { Ground } from "~/features/moderation/moderation";
import type { Tag } from "~/features/tags/tags";
import type { ThreadRow, ThreadWithEvents } from "~/features/threads/threads";
import type { RelatedThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import type * as shapes from "./shapes";

/** A path as an absolute address. */
export const at = (path: string) => env().publicOrigin + path;

export const memberCard = ({ handle, name }: { handle: string; name: string }) => ({
  handle,
  name,
  url: at(paths.member({ handle })),
});

export const tagCard = ({ slug, name, kind }: Pick<Tag, "slug" | "name" | "kind">) => ({
  slug,
  name,
  kind,
  url: at(paths.tag({ slug })),
});

export const threadCard = (thread: { id: number; slug: string; title: string }) => ({
  id: thread.id,
  title: thread.title,
  url: at(paths.thread(thread)),
});

export const listedThread = (thread: ThreadRow): z.input<typeof shapes.ListedThread> => ({
  ...threadCard(thread),
  author: memberCard(thread.author),
  tags: thread.tags.map(tagCard),
  postCount: thread.postCount,
  lastNumber: thread.lastNumber,
  lastPostAt: thread.lastPostAt,
  lastPoster: memberCard(thread.lastPoster),
  isPinned: thread.pinnedAt !== null,
  isLocked: thread.isLocked,
});

/** The entry of the log that says why something was done. */
export const groundOf = (ground: Ground): z.input<typeof shapes.Ground> => ({
  reason: ground.reason,
  moderator: ground.moderator,
  url: at(paths.modAction(ground)),
});

type AroundThread = { lockGround: Ground | null; related: RelatedThread[]; sourceCount: number };

export const wholeThread = (
  thread: ThreadWithEvents,
  { lockGround, related, sourceCount }: AroundThread,
): z.input<typeof shapes.Thread> => ({
  ...threadCard(thread),
  author: memberCard(thread.author),
  tags: thread.tags.map(tagCard),
  createdAt: thread.createdAt,
  postCount: thread.postCount,
  lastNumber: thread.lastNumber,
  lastPostAt: thread.lastPostAt,
  lockedAt: thread.lockedAt,
  pinnedAt: thread.pinnedAt,
  slowedAt: thread.slowedAt,
  closedAt: thread.closedAt,
  summary: thread.summary,
  claimCount: thread.claimCount,
  sourceCount,
  lockedBy: lockGround && groundOf(lockGround),
  events: thread.events.map(({ id, kind, before, after, at: moment, afterNumber, by, other }) => ({
    id,
    kind,
    before,
    after,
    at: moment,
    afterPost: afterNumber,
    by: memberCard(by),
    other: other && threadCard(other),
  })),
  related: related.map((other) => ({
    ...threadCard(other),
    postCount: other.postCount,
    lastPostAt: other.lastPostAt,
  })),
});

export const sourceCard = (source: SourceCard): z.input<typeof shapes.SourceCard> => ({
  citekey: source.citekey,
  url: at(paths.source(source)),
  kind: source.kind,
  title: source.title,
  byline: source.byline,
  host: source.host,
  // A post of this forum is kept with its path alone.
  address: source.url?.startsWith("/") ? at(source.url) : source.url,
  archivedAt: source.archivedUrl,
  status: source.status,
  statusSince: source.statusSince,
});

/** The cards of the sources that a text names, in the order of their numbers. */
export function citedSources({
  sources,
  order,
}: {
  sources: SourceCard[];
  order: number[];
  marks: CitationMarkView[];
}) {
  const byId = new Map(sources.map((source) => [source.id, source]));
  return order.flatMap((id) => byId.get(id) ?? []).map(sourceCard);
}

export const postPlace = (post: { id: number; number: number }) => ({
  id: post.id,
  number: post.number,
  url: at(paths.post(post)),
});
