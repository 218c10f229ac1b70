/** The open cases, oldest first. */
import { databaseNow, db, type Prisma, type Tx } from "~/platform/db.server";
import { type CaseKind, caseKinds } from "./case";

const row = {
  id: true,
  kind: true,
  memberId: true,
  threadId: true,
  postId: true,
  uploadId: true,
  heldPostId: true,
  evidence: true,
  payload: true,
  openedAt: true,
  closedAt: true,
} satisfies Prisma.ModCaseSelect;

export type CaseRow = Prisma.ModCaseGetPayload<{ select: typeof row }>;

type Asked = { kind: CaseKind | null; after: number | null; take: number };

/** A page of `take` open cases of a kind, or of all, after the case `after`, and the id to go on from; null at the end. */
export async function listCases({ kind, after, take }: Asked): Promise<{ cases: CaseRow[]; next: number | null }> {
  const last = after === null ? null : await db.modCase.findUnique({ where: { id: after }, select: row });
  const cases = await db.modCase.findMany({
    where: {
      closedAt: null,
      ...(kind && { kind }),
      ...(last && { OR: [{ openedAt: { gt: last.openedAt } }, { openedAt: last.openedAt, id: { gt: last.id } }] }),
    },
    orderBy: [{ openedAt: "asc" }, { id: "asc" }],
    take: take + 1,
    select: row,
  });
  const page = cases.slice(0, take);
  return { cases: page, next: cases.length > take ? page.at(-1)!.id : null };
}

/** One case, open or closed; null if there is none. */
export function findCase(id: number, tx: Tx = db): Promise<CaseRow | null> {
  return tx.modCase.findUnique({ where: { id }, select: row });
}

/** How many cases of each kind are open, how many were decided since midnight UTC, and since when the oldest waits. */
export async function countCases() {
  const rows = await db.modCase.groupBy({
    by: ["kind"],
    where: { closedAt: null },
    _count: true,
    _min: { openedAt: true },
  });
  const now = await databaseNow();
  const today = new Date(now.toISOString().slice(0, 10));
  const oldest = rows.flatMap(({ _min }) => _min.openedAt ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0];
  return {
    byKind: caseKinds.flatMap((kind) => {
      const count = rows.find((one) => one.kind === kind)?._count ?? 0;
      return count > 0 ? [{ kind, count }] : [];
    }),
    all: rows.reduce((sum, { _count }) => sum + _count, 0),
    decidedToday: await db.caseDecision.count({ where: { at: { gte: today }, byId: { not: null } } }),
    oldestAt: oldest?.toISOString() ?? null,
  };
}

/** Open cases that began before this time, of which moderators were not reminded yet or in any case. */
export function listWaiting(before: Date, which: "not-reminded" | "all", take: number): Promise<CaseRow[]> {
  return db.modCase.findMany({
    where: { closedAt: null, openedAt: { lte: before }, ...(which === "not-reminded" && { remindedAt: null }) },
    orderBy: [{ openedAt: "asc" }, { id: "asc" }],
    take,
    select: row,
  });
}

/** The open cases before and after this one, of a kind or of all, and its place among them from 1. */
export async function findBeside({ id, openedAt }: Pick<CaseRow, "id" | "openedAt">, kind: CaseKind | null) {
  const open: Prisma.ModCaseWhereInput = { closedAt: null, ...(kind && { kind }) };
  const earlier: Prisma.ModCaseWhereInput = {
    ...open,
    OR: [{ openedAt: { lt: openedAt } }, { openedAt, id: { lt: id } }],
  };
  const later: Prisma.ModCaseWhereInput = {
    ...open,
    OR: [{ openedAt: { gt: openedAt } }, { openedAt, id: { gt: id } }],
  };
  const [before, after, place] = await Promise.all([
    db.modCase.findFirst({ where: earlier, orderBy: [{ openedAt: "desc" }, { id: "desc" }], select: { id: true } }),
    db.modCase.findFirst({ where: later, orderBy: [{ openedAt: "asc" }, { id: "asc" }], select: { id: true } }),
    db.modCase.count({ where: earlier }),
  ]);
  return { before: before?.id ?? null, after: after?.id ?? null, place: place + 1 };
}

/** What was decided about a case, newest first. */
export async function listDecisions(caseId: number) {
  const rows = await db.caseDecision.findMany({
    where: { caseId },
    orderBy: { id: "desc" },
    select: { decision: true, reason: true, at: true, modActionId: true, by: { select: { handle: true, name: true } } },
  });
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** Notes that moderators were reminded of these cases. */
export const noteReminded = (tx: Tx, ids: number[], at: Date) =>
  tx.modCase.updateMany({ where: { id: { in: ids } }, data: { remindedAt: at } });

/** How many cases are open. */
export const countOpen = (): Promise<number> => db.modCase.count({ where: { closedAt: null } });

/** A member's own cases of these kinds, newest first, with what was decided about each. */
export async function listOwnCases(memberId: number, kinds: CaseKind[], take: number, tx: Tx = db) {
  const rows = await tx.modCase.findMany({
    where: { memberId, kind: { in: kinds } },
    orderBy: { id: "desc" },
    take,
    select: { ...row, decisions: { orderBy: { id: "desc" }, take: 1, select: { decision: true, reason: true } } },
  });
  return rows.map(({ decisions, ...one }) => ({ ...one, decided: decisions[0] ?? null }));
}
