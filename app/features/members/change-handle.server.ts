import { databaseNow, inTransaction, Prisma, type Tx } from "~/platform/db.server";
import { handleWait } from "./member";
import { lockMember } from "./lock-member.server";

type Changed =
  | { ok: true }
  | { ok: false; reason: "handle-taken" | "demonstration-member" }
  /** It was changed within 30 days. */
  | { ok: false; reason: "too-soon"; next: Date };

/** Changes one's own handle; the old one leads on and stays one's own. */
export function changeHandle(memberId: number, handle: string): Promise<Changed> {
  return inTransaction(async (tx): Promise<Changed> => {
    await lockMember(tx, memberId);
    const member = await tx.member.findUniqueOrThrow({
      where: { id: memberId },
      select: { handle: true, handleChangedAt: true, isDemonstration: true },
    });
    if (member.isDemonstration) return { ok: false, reason: "demonstration-member" };
    if (member.handle === handle) return { ok: true };
    const now = await databaseNow(tx);
    const next = handleWait(member.handleChangedAt, now);
    if (next) return { ok: false, reason: "too-soon", next };
    const barred = await tx.oldHandle.count({ where: { handle, memberId, isBarred: true } });
    if (barred > 0) return { ok: false, reason: "handle-taken" };
    await moveHandle(tx, { memberId, from: member.handle, to: handle, now, isBarred: false });
    await tx.member.update({ where: { id: memberId }, data: { handleChangedAt: now } });
    return { ok: true };
  }).catch(asTaken);
}

type Move = { memberId: number; from: string; to: string; now: Date; isBarred: boolean };

/** Gives a member another handle and keeps the old one for them. Throws a unique violation where another has or had it. */
export async function moveHandle(tx: Tx, { memberId, from, to, now, isBarred }: Move) {
  await tx.oldHandle.deleteMany({ where: { handle: to, memberId } });
  await tx.oldHandle.create({ data: { handle: from, memberId, since: now, isBarred } });
  await tx.member.update({ where: { id: memberId }, data: { handle: to } });
}

/** A handle that somebody has or had, also one who took it in this moment. */
export function asTaken(error: unknown): { ok: false; reason: "handle-taken" } {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
    return { ok: false, reason: "handle-taken" };
  throw error;
}
