/** Measures against a member: their kinds, lengths and words. */
import { isAdmin, isModerator, type Member } from "~/features/auth/auth";
import { formatMinute } from "~/ui/dates";

export type SanctionKind = "warning" | "pace" | "silence" | "suspension";

export const sanctionNames: Record<SanctionKind, string> = {
  warning: "Warning",
  pace: "Pace: one post an hour",
  silence: "Silence",
  suspension: "Suspension",
};

const hour = 3_600;
const day = 24 * hour;

/** The lengths that moderators choose from, in seconds; 0 is until somebody lifts it. A warning has none. */
export const sanctionLengths = {
  warning: [],
  pace: [
    { seconds: 3 * day, words: "3 days" },
    { seconds: 7 * day, words: "7 days" },
    { seconds: 30 * day, words: "30 days" },
  ],
  silence: [
    { seconds: day, words: "24 hours" },
    { seconds: 3 * day, words: "72 hours" },
    { seconds: 7 * day, words: "7 days" },
    { seconds: 30 * day, words: "30 days" },
  ],
  suspension: [
    { seconds: 30 * day, words: "30 days" },
    { seconds: 90 * day, words: "90 days" },
    { seconds: 365 * day, words: "a year" },
    { seconds: 0, words: "until lifted" },
  ],
} as const satisfies Record<SanctionKind, { seconds: number; words: string }[]>;

/** Whether this kind can last so long. */
export const isLengthOf = (kind: SanctionKind, seconds: number): boolean =>
  kind === "warning" || sanctionLengths[kind].some((one) => one.seconds === seconds);

/** What the member is told: "You are silenced until 3 Dec 2026, 09:00 UTC". */
export function sanctionInWords(kind: SanctionKind, endsAt: string | null): string {
  const until = endsAt ? ` until ${formatMinute(endsAt)}` : "";
  if (kind === "warning") return "A moderator warns you";
  if (kind === "pace") return `You can post once an hour${until}`;
  if (kind === "silence") return `You are silenced${until}`;
  return `Your account is suspended${until || " until somebody lifts it"}`;
}

/** Moderators act against members, administrators also against moderators; nobody against themselves. */
export function mayMeasure(by: Member, target: { id: number; role: Member["role"] }): boolean {
  if (by.id === target.id || !isModerator(by)) return false;
  return target.role === "member" || isAdmin(by);
}
