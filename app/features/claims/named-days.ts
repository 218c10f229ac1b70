/** Days that words name: "13 March 2024", "by H1 2026". */
import { months } from "~/ui/dates";
import { isDay } from "./claim-address";

const monthWord = months.map((month) => `${month}[a-z]*`).join("|");
/** 1 for "Jan" and "january", 12 for "Dec"; 0 for another word. */
const monthOf = (word: string) =>
  months.findIndex((month) => month.toLowerCase() === word.slice(0, 3).toLowerCase()) + 1;

const dated = new RegExp(
  `\\b(\\d{4})-(\\d{2})-(\\d{2})\\b|\\b(\\d{1,2})(?:st|nd|rd|th)? (${monthWord})\\.?,? (\\d{4})\\b|\\b(${monthWord})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`,
  "gi",
);

/** Days that a text names, as `2026-02-20`, in their order. */
export function daysIn(text: string): string[] {
  return [...text.matchAll(dated)].flatMap(([, year, month, date, d1, m1, y1, m2, d2, y2]) => {
    const word = m1 ?? m2;
    const place = word ? monthOf(word) : Number(month);
    const day = `${year ?? y1 ?? y2}-${String(place).padStart(2, "0")}-${(date ?? d1 ?? d2)!.padStart(2, "0")}`;
    return isDay(day) ? [day] : [];
  });
}

/** The last day of what "by H1 2026", "by the end of 2026", "by March 2027" or "in 2027" names. */
export function dueDay(words: string): string | null {
  const [day] = daysIn(words).slice(-1);
  if (day) return day;
  const half = /\bH([12])\s*(?:of\s*)?(\d{4})/i.exec(words);
  if (half) return `${half[2]}-${half[1] === "1" ? "06-30" : "12-31"}`;
  const quarter = /\bQ([1-4])\s*(?:of\s*)?(\d{4})/i.exec(words);
  if (quarter) return `${quarter[2]}-${["03-31", "06-30", "09-30", "12-31"][Number(quarter[1]) - 1]}`;
  const month = new RegExp(`\\b(${monthWord})\\.? (\\d{4})\\b`, "i").exec(words);
  if (month) return new Date(Date.UTC(Number(month[2]), monthOf(month[1]!), 0)).toISOString().slice(0, 10);
  const year = /\b(?:by|in|before|until|end of)\s+(?:the end of\s+)?(20\d{2})\b/i.exec(words);
  return year ? `${year[1]}-12-31` : null;
}
