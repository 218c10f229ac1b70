import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { type NoticeFilter, noticeFilters, type NoticeKind } from "./notice";
import { saysSomething } from "./says-something.server";

/** How many notices each filter of the inbox shows, and how many of them are unread. */
export type NoticeCounts = Record<NoticeFilter | "all", { all: number; unread: number }>;

export async function countNotices(member: Member): Promise<NoticeCounts> {
  const where = { memberId: member.id, ...saysSomething(member) };
  const [all, unread] = await Promise.all([
    db.notice.groupBy({ by: ["kind"], where, _count: true }),
    db.notice.groupBy({ by: ["kind"], where: { ...where, readAt: null }, _count: true }),
  ]);
  const sum = (rows: { kind: NoticeKind; _count: number }[], kinds: readonly NoticeKind[] | null) =>
    rows.reduce((total, { kind, _count }) => total + (kinds === null || kinds.includes(kind) ? _count : 0), 0);
  const of = (kinds: readonly NoticeKind[] | null) => ({ all: sum(all, kinds), unread: sum(unread, kinds) });
  const everything = of(null);
  const filters = Object.entries(noticeFilters).map(([name, { kinds }]) => [
    name,
    kinds === null ? { all: everything.unread, unread: everything.unread } : of(kinds),
  ]);
  return { all: everything, ...Object.fromEntries(filters) } as NoticeCounts;
}
