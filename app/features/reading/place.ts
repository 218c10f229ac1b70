/** Where a member stands in a thread. */

/** After this long without a sign of life the next one begins another visit. */
export const visitEndsAfterMs = 30 * 60_000;

export type StoredPosition = {
  lastNumber: number;
  readAt: Date;
  sinceNumber: number | null;
  since: Date | null;
};

/** Where the visit before the one at `now` ended; null while the first visit goes on. */
export function endOfLastVisit(position: StoredPosition, now: Date): { at: Date; number: number } | null {
  if (now.getTime() - position.readAt.getTime() > visitEndsAfterMs)
    return { at: position.readAt, number: position.lastNumber };
  return position.since === null || position.sinceNumber === null
    ? null
    : { at: position.since, number: position.sinceNumber };
}

/** A member's own place in a thread, as its page shows it. */
export type Place = {
  /** The highest number read. */
  lastNumber: number;
  /** Posts by others after it, and the number of the first of them; null where there is none. */
  unread: number;
  firstUnread: number | null;
  /** The end of the visit before this one, with the number read then; null during the first visit. */
  since: { at: string; number: number } | null;
};

/** Unread posts by thread: how many since it was read, and the first of them; `count` is null for a thread never opened. */
export type UnreadByThread = Record<number, { count: number | null; first: number | null }>;
