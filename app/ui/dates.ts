/** Dates as they are written, in UTC: the same for every reader, so that a page can be cached. */
export const longMonths = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
/** "Jan" … "Dec", also the beginnings by which BibTeX knows the months. */
export const months = longMonths.map((name) => name.slice(0, 3));
const two = (value: number) => String(value).padStart(2, "0");

/** "20 Feb 2026" in UTC: the same for every reader, so that a page can be cached. */
export function formatDate(iso: string) {
  const date = new Date(iso);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "Feb 2026". */
export const formatMonth = (iso: string) => formatDate(iso).replace(/^\d+ /, "");

/** "20 Feb 2026, 09:14 UTC". */
export function formatMinute(iso: string) {
  const date = new Date(iso);
  return `${formatDate(iso)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

/** "20 Feb 2026, 09:14:07 UTC". */
export const formatSecond = (iso: string) =>
  formatMinute(iso).replace(" UTC", `:${new Date(iso).toISOString().slice(17, 19)} UTC`);
