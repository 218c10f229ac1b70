/** A thread without a post for so long is old: those who wrote in it may not come back. */
const oldAfterDays = 180;
/** A silence that is shown between two posts. */
const gapDays = 30;

const day = 86_400_000;
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / day;

export const isOldThread = (lastPostAt: string, now: Date): boolean =>
  daysBetween(lastPostAt, now.toISOString()) >= oldAfterDays;

/** "45 days later", "7 months later", "2 years later"; null where the second post came within 30 days. */
export function gapInWords(from: string, to: string): string | null {
  const days = Math.floor(daysBetween(from, to));
  if (days < gapDays) return null;
  if (days < 60) return `${days} days later`;
  const months = Math.floor(days / 30.44);
  if (months < 24) return `${months} months later`;
  return `${Math.floor(days / 365.25)} years later`;
}
