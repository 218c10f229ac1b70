/** What the site map leads to: pages that are canonical to themselves, worth finding, and readable by everybody. */
import { readChains } from "~/features/chains/chains.server";
import { listClaimRange, listClaimRanges } from "~/features/claims/claims.server";
import { listMemberRange, listMemberRanges } from "~/features/members/members.server";
import { listPageRange, listPageRanges } from "~/features/posts/posts.server";
import { postsInTree } from "~/features/reading/reading";
import { listMeasured } from "~/features/series/series.server";
import { listSourceRange, listSourceRanges } from "~/features/sources/sources.server";
import { listTagLines } from "~/features/tags/tags.server";
import { listThreadRange, listThreadRanges } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { partSize, type Place } from "./sitemap.server";

type Part = {
  /** Its parts that hold anything, by number from 1; `changedAt` is known where every page's last change is. */
  list(): Promise<{ number: number; changedAt?: string }[]>;
  /** The pages of one part; none if there is no such part. */
  read(number: number): Promise<Place[]>;
};

/** A thread's first page shows all posts of a shorter one. */
const laterPages = { size: partSize, moreThan: postsInTree };

/** Kinds of parts by the word in their address. Posts are found on the pages of their thread. */
export const parts = {
  threads: {
    list: () => listThreadRanges(partSize),
    read: async (number) =>
      (await listThreadRange(number, partSize)).map((thread) => ({
        path: paths.thread(thread),
        changedAt: thread.changedAt,
      })),
  },
  posts: {
    list: async () => (await listPageRanges(laterPages)).map((number) => ({ number })),
    read: async (number) =>
      (await listPageRange(number, laterPages)).map((page) => ({ path: paths.threadAt(page, page.first) })),
  },
  members: {
    list: async () => (await listMemberRanges(partSize)).map((number) => ({ number })),
    read: async (number) => (await listMemberRange(number, partSize)).map((member) => ({ path: paths.member(member) })),
  },
  claims: {
    list: async () => (await listClaimRanges(partSize)).map((number) => ({ number })),
    read: async (number) => (await listClaimRange(number, partSize)).map((claim) => ({ path: paths.claim(claim) })),
  },
  sources: {
    list: () => listSourceRanges(partSize),
    read: async (number) =>
      (await listSourceRange(number, partSize)).map((source) => ({
        path: paths.source(source),
        changedAt: source.changedAt,
      })),
  },
  tags: inOnePart(async () =>
    (await listTagLines({ kind: null, order: "name" }))
      .filter(({ kind, threadCount, summary }) => kind !== "chain" && (threadCount > 0 || summary !== ""))
      .map((tag) => ({ path: paths.tag(tag) })),
  ),
  chains: inOnePart(async () => (await readChains()).slugs.map((slug) => ({ path: paths.chain({ slug }) }))),
  metrics: inOnePart(async () => {
    const measured = await listMeasured();
    return [
      ...[...new Set(measured.map(({ metric }) => metric))].map((metric) => ({ path: paths.metric(metric) })),
      ...measured.map((series) => ({ path: paths.series(series), changedAt: series.lastAt })),
    ];
  }),
} satisfies Record<string, Part>;

export type PartKind = keyof typeof parts;

export const isPartKind = (word: string): word is PartKind => Object.hasOwn(parts, word);

/** The most addresses that a part may hold. */
const mostPlaces = 50_000;

/** A kind with few pages: they are one part, if there are any. */
function inOnePart(readAll: () => Promise<Place[]>): Part {
  return {
    list: async () => ((await readAll()).length > 0 ? [{ number: 1 }] : []),
    read: async (number) => (number === 1 ? (await readAll()).slice(0, mostPlaces) : []),
  };
}
