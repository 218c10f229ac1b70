/** What keeps a member from writing just now, in words. */
import { db, type Tx } from "~/platform/db.server";
import { formatMinute } from "~/ui/time";
import { memberColumns, memberOf } from "./member-row";
import type { Member } from "./viewer";

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

/**
 * The ban of this member that runs now, a suspension before a silence; null where they may write. Takes the member as read for
 * this request: for most there is nothing to ask.
 */
export const findBan = async ({ id, isSuspended, isSilenced }: Member): Promise<Ban | null> =>
  isSuspended || isSilenced ? (await readStanding(id)).ban : null;

/** The ban of this member that runs now, and until when they are slowed down. */
export async function readStanding(
  memberId: number,
  tx: Tx = db,
): Promise<{ ban: Ban | null; pacedUntil: Date | null }> {
  const member = await tx.member.findUnique({
    where: { id: memberId },
    select: {
      ...memberColumns,
      sanctions: {
        where: { kind: { in: ["suspension", "silence"] }, endedAt: null },
        orderBy: { id: "desc" },
        select: { id: true, kind: true, reason: true },
      },
    },
  });
  if (!member) return { ban: null, pacedUntil: null };
  const { suspendedUntil, silencedUntil, pacedUntil, sanctions } = member;
  const { isSuspended, isSilenced } = memberOf(member, new Date());
  if (!isSuspended && !isSilenced) return { ban: null, pacedUntil };
  const kind = isSuspended ? "suspension" : "silence";
  const endsAt = isSuspended ? suspendedUntil : silencedUntil;
  const sanction = sanctions.find((one) => one.kind === kind);
  const until = endsAt ? ` until ${formatMinute(endsAt.toISOString())}` : "";
  const reason = sanction ? ` The reason: ${sanction.reason}` : "";
  const ban: Ban = {
    kind,
    words: `${said[kind].what}${until}: ${said[kind].means}.${reason}`,
    sanctionId: sanction?.id ?? null,
    endsAt,
  };
  return { ban, pacedUntil };
}
