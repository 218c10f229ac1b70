/** What keeps a member from writing just now, in words. */
import { db, type Tx } from "~/platform/db.server";
import { formatMinute } from "~/ui/time";

export type Ban = {
  kind: "suspension" | "silence";
  /** Sentences for the member: what, until when, and why. */
  words: string;
  sanctionId: number | null;
  /** Null where it stays until somebody lifts it. */
  endsAt: Date | null;
};

const said = {
  suspension: { what: "Your account is suspended", means: "you can read, but not write" },
  silence: {
    what: "You are silenced",
    means: "you can read, bookmark and keep drafts, but not post, edit, vote or flag",
  },
};

/** The ban of this member that runs now, a suspension before a silence; null where they may write. */
export async function findBan(memberId: number, tx: Tx = db): Promise<Ban | null> {
  const member = await tx.member.findUnique({
    where: { id: memberId },
    select: {
      suspendedAt: true,
      suspendedUntil: true,
      silencedUntil: true,
      sanctions: {
        where: { kind: { in: ["suspension", "silence"] }, endedAt: null },
        orderBy: { id: "desc" },
        select: { id: true, kind: true, reason: true },
      },
    },
  });
  if (!member) return null;
  const now = new Date();
  const { suspendedAt, suspendedUntil, silencedUntil, sanctions } = member;
  const isSuspended = suspendedAt !== null && (suspendedUntil === null || suspendedUntil > now);
  if (!isSuspended && (silencedUntil === null || silencedUntil <= now)) return null;
  const kind = isSuspended ? "suspension" : "silence";
  const endsAt = isSuspended ? suspendedUntil : silencedUntil;
  const sanction = sanctions.find((one) => one.kind === kind);
  const until = endsAt ? ` until ${formatMinute(endsAt.toISOString())}` : "";
  const reason = sanction ? ` The reason: ${sanction.reason}` : "";
  return {
    kind,
    words: `${said[kind].what}${until}: ${said[kind].means}.${reason}`,
    sanctionId: sanction?.id ?? null,
    endsAt,
  };
}
