const steps: [limit: number, unit: number, sign: string][] = [
  [3600, 60, "min"],
  [86_400, 3600, "h"],
  [30 * 86_400, 86_400, "d"],
];

/** "14 min ago", "3 h ago", "12 d ago"; null from a month on, when a date is clearer. */
export function relativeTime(at: Date, now: Date): string | null {
  const seconds = Math.max(0, (now.getTime() - at.getTime()) / 1000);
  if (seconds < 60) return "just now";
  const step = steps.find(([limit]) => seconds < limit);
  return step ? `${Math.floor(seconds / step[1])}\u00a0${step[2]} ago` : null;
}
