/** The words around a number: "at least" before it, "lower" or "chains" after it. */
import type { Comparator } from "./quantity";

const comparatorsBefore: [RegExp, Comparator][] = [
  [/(?:\bat least|\bno (?:less|fewer) than|\bnot (?:less|fewer) than|\ba minimum of|\bminimum|>=|≥)\s*$/i, "≥"],
  [/(?:\bmore than|\bover|\babove|\bgreater than|\bexceed(?:s|ed|ing)?|\bbeyond|>)\s*$/i, ">"],
  [/(?:\bup to|\bat most|\bno more than|\bnot more than|\ba maximum of|\bmaximum|<=|≤)\s*$/i, "≤"],
  [/(?:\bunder|\bbelow|\bless than|\bfewer than|\bsub-|<)\s*$/i, "<"],
  [
    /(?:\babout|\baround|\broughly|\bapproximately|\bapprox\.?|\bcirca|\bca\.|\bc\.|\bsome|\bnearly|\balmost|\bclose to|~|≈|∼)\s*$/i,
    "~",
  ],
];

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

/** The counted noun: up to three words after the number. */
export const nouns =
  /^[\s-]*(?:[\p{L}\d][\p{L}\d'’./-]*\s+){0,3}?(chains?|rollups?|L2s|L1s|networks?|users?|validators?|nodes?|operators?|blobs?|transactions?|txs?|addresses|wallets?|projects?|teams?|contracts?|bridges?|apps?|dapps?|applications?|developers?|devs?|people|customers?|tokens?|blocks?|slots?|signers?|participants?|members?|researchers?|clients?|proofs?|signatures?|posts?|accounts?|messages?|deposits?|withdrawals?|hops?|sequencers?|provers?|exchanges?|companies|upgrades?|forks?|testnets?|integrations?|swaps?|trades?|sessions?)\b/iu;

/** Before "5 m" these mean minutes, not millions. */
export const durationWords =
  /\b(?:within|every|after|for|takes?|took|lasts?|lasted|waits?|waited|in|each)\s+(?:about |around |~|≈)?$/i;
