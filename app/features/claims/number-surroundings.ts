/** The words around a number: "at least" before it, "lower" or "chains" after it. */
import type { Comparator } from "./quantity";

const comparatorsBefore: [RegExp, Comparator][] = [
  [
    /(?:\bat least|\b(?:no|not) (?:less|fewer|lower) than|\ba minimum of|\bminimum(?: of)?|(?<!\d\s?)\bmin\.?|\bas (?:few|little|low|small) as|\bupwards? of|>=|≥)\s*$/i,
    "≥",
  ],
  [
    /(?:\bup to|\bat (?:the )?most|\b(?:no|not) (?:more|greater|higher) than|\ba maximum of|\bmaximum(?: of)?|\bmax\.?|\bas (?:many|much|high|large|fast) as|<=|≤)\s*$/i,
    "≤",
  ],
  [/(?:\bmore than|\bover|\babove|\bgreater than|\bexceed(?:s|ed|ing)?|\bbeyond|\bnorth of|>)\s*$/i, ">"],
  [/(?:\bunder|\bbelow|\bless than|\bfewer than|\bsub-|\bsouth of|\bshort of|\bshy of|<)\s*$/i, "<"],
  [
    /(?:\babout|\baround|\broughly|\bapproximately|\bapprox\.?|\bcirca|\bca\.|\bc\.|\bsome|\bnearly|\balmost|\bclose to|\bon the order of|\ban estimated|~|≈|∼)\s*$/i,
    "~",
  ],
];

const comparatorsBehind: [RegExp, Comparator][] = [
  [/^,?\s(?:(?:or|and) (?:more|higher|above|greater|up(?! to))|at least(?!\s*[\d$€~]))\b(?! than)/i, "≥"],
  [/^\s(?:plus)\b/i, "≥"],
  [
    /^,?\s(?:or (?:less|fewer|lower|below|under)|at (?:the )?most(?!\s*[\d$€~])|max(?:imum)?\b\.?|tops)\b(?! than)/i,
    "≤",
  ],
  [/^-?ish\b|^\s(?:or so|or thereabouts|give or take)\b/i, "~"],
];

/** What the words behind a number say of it: " or more", " at most", "-ish". */
export function behindOf(text: string, at: number): { length: number; comparator: Comparator } | null {
  const rest = text.slice(at, at + 24);
  for (const [pattern, comparator] of comparatorsBehind) {
    const hit = pattern.exec(rest);
    if (hit) return { length: hit[0].length, comparator };
  }
  return null;
}

export type Lead = { start: number; comparator: Comparator };

/** Where the statement begins with its comparator, and which that is: "at least 5" begins at "at least". */
export function leadOf(text: string, start: number): Lead {
  const ahead = text.slice(Math.max(0, start - 24), start);
  for (const [pattern, comparator] of comparatorsBefore) {
    const hit = pattern.exec(ahead);
    if (hit) return { start: start - (ahead.length - hit.index), comparator };
  }
  return { start, comparator: "=" };
}

const downWords =
  "lower|drops?|dropped|falls?|fell|fallen|down|decreased?|decreases|declined?|declines|cheaper|cuts?|reduce[sd]?|reduction|less|fewer|shrank|smaller|shorter|slower";
const upWords =
  "higher|growth|grows?|grew|grown|rises?|rose|risen|up|increased?|increases|gains?|gained|more|faster|jump(?:s|ed)?|surge[sd]?|larger|longer";
const after = (words: string) => new RegExp(`^[\\s-]*(?:[a-z]+\\s+)?(?:${words})\\b`, "i");
const before = (words: string) => new RegExp(`\\b(?:${words})\\b(?:\\s+(?:by|of|to|some|a|an))*\\s*$`, "i");
/** Words that say which way a change goes, directly after or before the number. */
export const direct = {
  downAfter: after(downWords),
  upAfter: after(upWords),
  downBefore: before(downWords),
  upBefore: before(upWords),
};

/** "not 100K TPS", "100K TPS is a myth": the sentence denies the number. */
export const isDenied = (before: string, after: string) =>
  /\b(?:not|never|isn['’]t|aren['’]t|wasn['’]t|no longer)(?:\s+(?:the|a|really|actually))?\s*$/i.test(before) ||
  /^["”]?\s*(?:is|are|was) (?:false|wrong|untrue|a myth)\b/i.test(after);

/** A number that touches another one by these is a part of it: "10-20-30", "5/6", "1e-70". */
export const isPartOfNumber = (text: string, at: number) =>
  /\p{N}(?:e?[-–—−]|[/^*:])+$/iu.test(text.slice(Math.max(0, at - 6), at));

/** Words that may follow a number without a unit and don't change it. */
const harmless =
  /^(?:on|in|at|for|of|from|as|by|to|and|or|but|now|today|then|currently|with|without|across|during|since|is|was|are|were|has|had|have|its|the)$/i;

/** Whether what stands around a number without a unit leaves its meaning open: "5 lakhs", "3°", "142 requests". */
export function isOpenAround(text: string, start: number, end: number): boolean {
  if (/[^\s("'“‘[~≈∼<>≤≥=:+]$/u.test(text.slice(Math.max(0, start - 1), start))) return true;
  const rest = text.slice(end);
  const word = /^[\s(]*([\p{L}][\p{L}\d'’-]*)/u.exec(rest)?.[1];
  if (word !== undefined) return !/^[\s(]/.test(rest) || !harmless.test(word);
  return !/^[\s.,;:!?)\]"”'’…]*(?:$|\(|[–—-]\s)/u.test(rest);
}

/** The unit that stands before a number: "TPS of 142", "TPS: 142". */
export const wordBefore = (text: string, start: number) =>
  /([\p{L}/%]{3,})(?:\s?[:=]\s?|\s(?:of|is|at)\s|\s)$/u.exec(text.slice(Math.max(0, start - 24), start))?.[1] ?? null;

/** The counted noun: up to three words after the number. */
export const nouns =
  /^[\s-]*(?:[\p{L}\d][\p{L}\d'’./-]*\s+){0,3}?(chains?|rollups?|L2s|L1s|networks?|users?|validators?|nodes?|operators?|blobs?|transactions?|txs?|addresses|wallets?|projects?|teams?|contracts?|bridges?|apps?|dapps?|applications?|developers?|devs?|people|customers?|tokens?|blocks?|slots?|signers?|participants?|members?|researchers?|clients?|proofs?|signatures?|posts?|accounts?|messages?|deposits?|withdrawals?|hops?|sequencers?|provers?|exchanges?|companies|upgrades?|forks?|testnets?|integrations?|swaps?|trades?|transfers?|payments?|orders?|sessions?)\b/iu;

/** Before "5 m" these mean minutes, not millions. */
export const durationWords =
  /\b(?:within|every|after|for|takes?|took|lasts?|lasted|waits?|waited|in|each)\s+(?:about |around |~|≈)?$/i;
