/** The claims of a post that a quoted passage repeats, and what it leaves out of them. */
import { z } from "zod";
import { leadOf } from "./number-surroundings";
import { findQuantities } from "./read-quantities";

const QuotedClaim = z.object({
  claimId: z.number(),
  /** "up to", "+": the words that make the number a bound or an estimate, where the passage leaves them out; else empty. */
  lost: z.string(),
});
export type QuotedClaim = z.infer<typeof QuotedClaim>;

/** What a quote's row keeps, whatever release wrote it. */
export const readQuotedClaims = (stored: unknown): QuotedClaim[] => z.array(QuotedClaim).catch([]).parse(stored);

type Claim = { id: number; text: string; before: string };

const most = 20;
const spaced = (text: string) => text.replaceAll(/\s+/g, " ");
const isWordSign = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/** In the order of the claims; at most 20. A number counts where it stands in the passage as a whole. */
export const quotedClaims = (passage: string, claims: Claim[]): QuotedClaim[] =>
  claims
    .flatMap((claim) => {
      const lost = lostIn(spaced(passage), claim);
      return lost === null ? [] : [{ claimId: claim.id, lost }];
    })
    .slice(0, most);

/** The qualifier that a passage leaves out, empty where it has all; null where the number isn't in the passage. */
function lostIn(passage: string, { text, before }: Claim): string | null {
  const { qualifier, number, plus } = partsOf(text, before);
  const whole = number + plus;
  const asStated = placesOf(passage, whole);
  const places = asStated.length > 0 ? asStated : plus ? placesOf(passage, number) : [];
  if (places.length === 0) return null;
  const isQualified = (at: number) => passage.slice(0, at).trimEnd().toLowerCase().endsWith(qualifier.toLowerCase());
  return [!places.some(isQualified) && qualifier, asStated.length === 0 && plus].filter(Boolean).join(" … ");
}

/** "up to", "70 %", "+" of a claim's words and those before it. */
function partsOf(text: string, before: string) {
  const [found] = findQuantities(text, { takesBareNumbers: true });
  const lead = `${before} `;
  const inText = found ? found.start + /^[^\d½⅓⅔¼¾$€]*/u.exec(text.slice(found.start))![0].length : 0;
  const full = lead + text;
  const at = lead.length + inText;
  const qualifier = full.slice(leadOf(full, at).start, at).trim();
  const words = spaced(text.slice(inText)).trim();
  const number = words.replace(/\+$/, "");
  return { qualifier, number, plus: words.slice(number.length) };
}

function placesOf(passage: string, words: string): number[] {
  const places: number[] = [];
  if (words === "") return places;
  for (let at = passage.indexOf(words); at !== -1; at = passage.indexOf(words, at + 1))
    if (!isWordSign(passage[at - 1]) && !isWordSign(passage[at + words.length])) places.push(at);
  return places;
}
