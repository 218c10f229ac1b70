/** When digests are sent: on Wednesdays at six in the morning, UTC. */
const week = 7 * 86_400_000;
/** A Wednesday. */
const first = Date.UTC(2026, 0, 7, 6);

/** The next such moment after this one. */
export const nextDigest = (after: Date): Date =>
  new Date(first + (Math.floor((after.getTime() - first) / week) + 1) * week);
