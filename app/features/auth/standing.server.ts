/** What keeps a member from writing just now, in words. */
import { db, Prisma, type Tx } from "~/platform/db.server";
import { readAtOnce } from "~/platform/read-together.server";
import { formatMinute } from "~/ui/time";
import { bansOf } from "./member-row";
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

/** The ban of a member that runs now, and until when they are slowed down. */
export type Standing = { ban: Ban | null; pacedUntil: Date | null };

export async function readStanding(memberId: number, tx: Tx = db): Promise<Standing> {
  const [rows] = await readAtOnce(tx, [standingRow(memberId)]);
  return standingOf(rows as StandingRow[]);
}

/** A member's measures, times as JSON has them, and the sanctions behind them, the newest first. */
export type StandingRow = Record<"suspendedAt" | "suspendedUntil" | "silencedUntil" | "pacedUntil", string | null> & {
  sanctions: { id: number; kind: string; reason: string }[] | null;
};

/** The query that `standingOf` reads, for `readAtOnce`. */
export const standingRow = (memberId: number) => Prisma.sql`
  select m."suspendedAt", m."suspendedUntil", m."silencedUntil", m."pacedUntil",
    case when m."suspendedAt" is not null or m."silencedUntil" is not null then
      (select json_agg(json_build_object('id', s."id", 'kind', s."kind", 'reason', s."reason") order by s."id" desc)
      from "Sanction" s
      where s."memberId" = m."id" and s."kind" in ('suspension', 'silence') and s."endedAt" is null) end as sanctions
  from "Member" m where m."id" = ${memberId}`;

export function standingOf([row]: StandingRow[]): Standing {
  if (!row) return { ban: null, pacedUntil: null };
  const dateOf = (time: string | null) => (time === null ? null : new Date(time));
  const [suspendedUntil, silencedUntil] = [dateOf(row.suspendedUntil), dateOf(row.silencedUntil)];
  const pacedUntil = dateOf(row.pacedUntil);
  const measures = { suspendedAt: dateOf(row.suspendedAt), suspendedUntil, silencedUntil };
  const { isSuspended, isSilenced } = bansOf(measures, new Date());
  if (!isSuspended && !isSilenced) return { ban: null, pacedUntil };
  const kind = isSuspended ? "suspension" : "silence";
  const endsAt = isSuspended ? suspendedUntil : silencedUntil;
  const sanction = row.sanctions?.find((one) => one.kind === kind);
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
