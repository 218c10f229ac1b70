/** Two moderators on one case: whoever opens it first has it for five minutes. Asked at loading and at deciding. */
import type { Member } from "~/features/auth/auth";
import { db, type Tx } from "~/platform/db.server";

const leaseMinutes = 5;

export type Lease = { by: { id: number; name: string }; since: string; until: string };

/** Takes the case for this moderator if nobody has it, and says who has it then; null when the case is closed or not there. */
export async function takeLease(caseId: number, by: Pick<Member, "id">): Promise<Lease | null> {
  await db.$executeRaw`
    update "ModCase" set "leasedById" = ${by.id}, "leasedUntil" = now() + ${leaseMinutes} * interval '1 minute',
      "leasedAt" = case when "leasedById" = ${by.id} and "leasedUntil" > now() then "leasedAt" else now() end
    where "id" = ${caseId} and "closedAt" is null
      and ("leasedById" is null or "leasedById" = ${by.id} or "leasedUntil" <= now())`;
  return readLease(db, caseId);
}

async function readLease(tx: Tx, caseId: number): Promise<Lease | null> {
  const [row] = await tx.$queryRaw<{ id: number; name: string; since: Date; until: Date }[]>`
    select m."id", m."name", c."leasedAt" as since, c."leasedUntil" as until
    from "ModCase" c join "Member" m on m."id" = c."leasedById"
    where c."id" = ${caseId} and c."closedAt" is null and c."leasedUntil" > now()`;
  return row
    ? { by: { id: row.id, name: row.name }, since: row.since.toISOString(), until: row.until.toISOString() }
    : null;
}

export type Claimed =
  | { ok: true }
  | { ok: false; reason: "no-such-case" }
  | { ok: false; reason: "leased"; lease: Lease }
  /** Decided already: what, and by whom; null where the site closed it. */
  | { ok: false; reason: "closed"; decision: string; by: string | null };

/** Locks a case for a decision: it is open, and nobody else has it. */
export async function claimCase(tx: Tx, caseId: number, by: Pick<Member, "id">): Promise<Claimed> {
  const [row] = await tx.$queryRaw<{ closedAt: Date | null }[]>`
    select "closedAt" from "ModCase" where "id" = ${caseId} for no key update`;
  if (!row) return { ok: false, reason: "no-such-case" };
  if (row.closedAt) {
    const decided = await tx.caseDecision.findFirst({
      where: { caseId },
      orderBy: { id: "desc" },
      select: { decision: true, by: { select: { name: true } } },
    });
    return { ok: false, reason: "closed", decision: decided?.decision ?? "settle", by: decided?.by?.name ?? null };
  }
  const lease = await readLease(tx, caseId);
  if (lease && lease.by.id !== by.id) return { ok: false, reason: "leased", lease };
  return { ok: true };
}
