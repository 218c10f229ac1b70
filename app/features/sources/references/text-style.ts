/** With one full stop at its end. */
export const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);

/** "2" → "2nd"; words, and numbers that have an ending, stay. */
export function ordinal(text: string): string {
  if (!/^\d+$/.test(text)) return text;
  const number = Number(text);
  const isTeen = number % 100 > 10 && number % 100 < 14;
  return `${text}${(!isTeen && ["th", "st", "nd", "rd"][number % 10]) || "th"}`;
}

/** A period of pages has a dash: "12-20" → "12–20". A hyphen within a page's own number stays ("3-12–3-15", "A-7"). */
export const pageRange = (pages: string) =>
  pages
    .split(/(,\s*)/)
    .map((part) =>
      part.replace(/^(\p{L}{0,2}\d+\p{L}?|[ivxlcdm]+)\s*-{1,3}\s*(\p{L}{0,2}\d+\p{L}?|[ivxlcdm]+)$/u, "$1–$2"),
    )
    .join("");

export const addressOfDoi = (doi: string) => `https://doi.org/${doi.replaceAll("<", "%3C").replaceAll(">", "%3E")}`;
