import { db, type Prisma, type Tx } from "~/platform/db.server";
import { isCitekey } from "./citekeys";
import { matchingWords } from "./match-words.server";
import type { SourceFilter } from "./source-filter";
import { cardSelect, toCard } from "./source-cards.server";

const pageSize = 40;
/** By visible posts. */
const cited = { mergedIntoId: null, hiddenAt: null, postCount: { gt: 0 } } satisfies Prisma.SourceWhereInput;
const counted = {
  ...cardSelect,
  postCount: true,
  supportCount: true,
  disputeCount: true,
} satisfies Prisma.SourceSelect;

type Row = Prisma.SourceGetPayload<{ select: typeof counted }>;
const toListed = (row: Row) => {
  const { postCount, supportCount, disputeCount } = row;
  return { ...toCard(row), postCount, supportCount, disputeCount };
};
export type ListedSource = ReturnType<typeof toListed>;

/** One page of sources cited by visible posts; `next` is the cursor of the next page. */
export async function listSources({ kind, host, status, sort, q, cursor }: SourceFilter) {
  const where: Prisma.SourceWhereInput = {
    ...cited,
    ...(kind && { kind }),
    ...(host && { host }),
    ...(status && { status }),
    ...(sort === "disputed" && { disputeCount: { gt: 0 } }),
    AND: [...(await matchingWords(db, q ?? "")), ...(cursor ? [after(sort, cursor)] : [])],
  };
  const order = { cited: { postCount: "desc" }, disputed: { disputeCount: "desc" }, new: { id: "desc" } } as const;
  const rows = await db.source.findMany({
    where,
    orderBy: sort === "new" ? { id: "desc" } : [order[sort], { id: "asc" }],
    take: pageSize + 1,
    select: counted,
  });
  const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
  const count = sort === "disputed" ? last?.disputeCount : last?.postCount;
  return { sources: rows.slice(0, pageSize).map(toListed), next: last ? `${count}.${last.id}` : null };
}

function after(sort: SourceFilter["sort"], { count, id }: { count: number; id: number }): Prisma.SourceWhereInput {
  if (sort === "new") return { id: { lt: id } };
  const field = sort === "disputed" ? "disputeCount" : "postCount";
  return { OR: [{ [field]: { lt: count } }, { [field]: count, id: { gt: id } }] };
}

/** The number of cited sources per kind, status and host, for the most cited hosts. */
export async function countSources() {
  const where = cited;
  const [kinds, statuses, hosts] = [
    await db.source.groupBy({ by: ["kind"], where, _count: true }),
    await db.source.groupBy({ by: ["status"], where, _count: true }),
    await db.source.groupBy({
      by: ["host"],
      where: { ...where, host: { not: "" } },
      _count: true,
      orderBy: [{ _count: { host: "desc" } }, { host: "asc" }],
      take: 12,
    }),
  ];
  return {
    kinds: kinds.map(({ kind, _count }) => ({ kind, count: _count })).toSorted((a, b) => b.count - a.count),
    statuses: statuses.map(({ status, _count }) => ({ status, count: _count })),
    hosts: hosts.map(({ host, _count }) => ({ host, count: _count })),
  };
}

/**
 * Sources of visible posts that all of these words match, most cited first; for search and the picker.
 */
export async function searchSources(tx: Tx, q: string, { take, among }: { take: number; among?: number[] }) {
  const [first = ""] = q.trim().split(/\s+/);
  const rows = await tx.source.findMany({
    where: { ...cited, ...(among && { id: { in: among } }), AND: await matchingWords(tx, q) },
    orderBy: [{ postCount: "desc" }, { id: "asc" }],
    take,
    select: counted,
  });
  // Names that begin with the word precede names that contain it.
  const place = (citekey: string) => (isCitekey(first) && citekey.startsWith(first) ? 0 : 1);
  return rows.map(toListed).toSorted((a, b) => place(a.citekey) - place(b.citekey));
}

/** Cited sources of a site, by its host ("l2beat.com") or the host's name ("l2beat"), the most cited first. */
export async function findSourcesOfSite(tx: Tx, name: string): Promise<number[]> {
  const host = name.trim().toLowerCase();
  if (!/^[\p{L}\p{N}][\p{L}\p{N}.-]{1,252}$/u.test(host)) return [];
  const rows = await tx.source.findMany({
    where: {
      ...cited,
      OR: [{ host }, { host: { startsWith: `${host}.` } }, { host: { endsWith: `.${host}` } }],
    },
    orderBy: [{ postCount: "desc" }, { id: "asc" }],
    take: mostOfSite,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

const mostOfSite = 50;

/** EIPs by number or words, for the picker. */
export async function searchEips(tx: Tx, q: string, take: number) {
  const number = /^(?:eip|erc)?[ -]?(\d{1,6})$/i.exec(q.trim())?.[1];
  const words = q
    .replace(/^(?:eip|erc)\b[ -]?/i, "")
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 6);
  if (!number && words.length === 0) return [];
  const rows = await tx.eip.findMany({
    where: number
      ? { number: Number(number) }
      : { AND: words.map((word) => ({ title: { contains: word, mode: "insensitive" as const } })) },
    orderBy: { number: "desc" },
    take,
    select: { number: true, title: true, status: true, category: true },
  });
  return rows;
}
