import type { Member } from "./viewer";

/** The columns that say who a member is and what they may do now. */
export const memberColumns = {
  id: true,
  handle: true,
  name: true,
  role: true,
  suspendedAt: true,
  suspendedUntil: true,
  silencedUntil: true,
  pacedUntil: true,
  trustedAt: true,
} as const;

type Measures = {
  suspendedAt: Date | null;
  suspendedUntil: Date | null;
  silencedUntil: Date | null;
  pacedUntil: Date | null;
  trustedAt: Date | null;
};
type MemberRow = Pick<Member, "id" | "handle" | "name" | "role"> & Measures;

/** The member of a row at this time. A measure is over at its end, also where the job that clears it comes later. */
export function memberOf({ id, handle, name, role, ...measures }: MemberRow, now: Date): Member {
  const { pacedUntil, trustedAt } = measures;
  return {
    id,
    handle,
    name,
    role,
    ...bansOf(measures, now),
    pacedUntil: pacedUntil !== null && pacedUntil > now ? pacedUntil.toISOString() : null,
    isNew: role === "member" && trustedAt === null,
  };
}

/** Which bans hold at this time. */
export const bansOf = (
  { suspendedAt, suspendedUntil, silencedUntil }: Pick<Measures, "suspendedAt" | "suspendedUntil" | "silencedUntil">,
  now: Date,
) => ({
  isSuspended: suspendedAt !== null && (suspendedUntil === null || suspendedUntil > now),
  isSilenced: silencedUntil !== null && silencedUntil > now,
});
