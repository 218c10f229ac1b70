/** With one full stop at its end. */
export const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);

/** "2" → "2nd"; words, and numbers that have an ending, stay. */
export function ordinal(text: string): string {
  if (!/^\d+$/.test(text)) return text;
  const number = Number(text);
  const isTeen = number % 100 > 10 && number % 100 < 14;
  return `${text}${(!isTeen && ["th", "st", "nd", "rd"][number % 10]) || "th"}`;
}

export const addressOfDoi = (doi: string) => `https://doi.org/${doi.replaceAll("<", "%3C").replaceAll(">", "%3E")}`;
