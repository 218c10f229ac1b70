/** How far back a reader looks. It changes what is shown, never what is measured. */
export const windows = {
  "24h": { name: "24 hours", days: 1 },
  "7d": { name: "7 days", days: 7 },
  "30d": { name: "30 days", days: 30 },
  "90d": { name: "90 days", days: 90 },
  "1y": { name: "1 year", days: 365 },
  max: { name: "All", days: null },
} as const;

export type Window = keyof typeof windows;
export const windowNames = Object.keys(windows) as Window[];
export const isWindow = (word: string): word is Window => Object.hasOwn(windows, word);

/** Where a window begins. */
export function startOf(window: Window, now: Date): Date {
  const { days } = windows[window];
  return days === null ? new Date(Date.UTC(2015, 0, 1)) : new Date(now.getTime() - days * 86_400_000);
}
