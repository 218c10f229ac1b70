/** Proposals of series for a figure, from the words around it. A proposal is an offer: nothing is bound without the author. */
import { type MetricId, metricInSentence } from "~/features/metrics/metrics";
import type { Figure } from "./figures";
import { daysIn, dueDay } from "./named-days";
import type { Quantity } from "./quantity";
import { type Dimension, unitOf } from "./units";

/** A chain or group that figures can be about, with the words that name it. */
export type NamedSubject = { slug: string; name: string; words: string[]; isGroup: boolean };

/** One way to bind a figure: the address and title of its link, and what that says. */
export type Proposal = { address: string; title: string; label: string };

export type Proposals = {
  /** The question to the author where the words are ambiguous; null where they mean the first proposal. */
  question: string | null;
  /** The best first. Empty where the words name nothing that is measured. */
  proposals: Proposal[];
};

const allL2s = "l2";
const layer1 = "ethereum";

/** Words for groups and the layer 1 that are no names. */
const general: [RegExp, string][] = [
  [
    /\b(?:all |the )?(?:L2s|layer[- ]2s|rollups)\b|\bL2 (?:activity|total|value|fees?)\b|\b(?:an?|typical) L2\b/gi,
    allL2s,
  ],
  [/\b(?:L1|layer[- ]1|mainnet|Ethereum)\b(?! L2)/gi, layer1],
];

type Mention = { slug: string; at: number; length: number; distance: number };

/** The subjects of a sentence, the one nearest to the figure first; what stands before it comes before what stands behind. */
function subjectsOf({ before, after, text }: Words, subjects: NamedSubject[]): string[] {
  const look = (words: string, distanceOf: (at: number, length: number) => number): Mention[] => {
    const mentions: Mention[] = [];
    const note = (slug: string, at: number, length: number) =>
      mentions.push({ slug, at, length, distance: distanceOf(at, length) });
    for (const { slug, words: names } of subjects)
      for (const name of names) for (const at of placesOf(words, name)) note(slug, at, name.length);
    for (const [pattern, slug] of general)
      if (subjects.some((subject) => subject.slug === slug))
        for (const hit of words.matchAll(pattern)) note(slug, hit.index, hit[0].length);
    // "OP" inside "OP Stack" names no chain of its own.
    return mentions.filter(
      (one) =>
        !mentions.some(
          (other) => other.length > one.length && other.at <= one.at && other.at + other.length >= one.at + one.length,
        ),
    );
  };
  const mentions = [
    ...look(before, (at, length) => before.length - at - length),
    ...look(text, () => 0),
    // "142 TPS on Base": what follows at once is as near as what stands before.
    ...look(after, (at) => (/^\s*(?:on|for|in|at|of)\b/i.test(after) ? at : at + 40)),
  ];
  return [...new Set(mentions.toSorted((a, b) => a.distance - b.distance).map(({ slug }) => slug))];
}

function placesOf(text: string, name: string): number[] {
  const places: number[] = [];
  const [within, wanted] = [text.toLowerCase(), name.toLowerCase()];
  for (let at = within.indexOf(wanted); at !== -1; at = within.indexOf(wanted, at + 1)) {
    const isWord = !/[\p{L}\d]/u.test(text[at - 1] ?? " ") && !/[\p{L}\d]/u.test(text[at + wanted.length] ?? " ");
    // Names that are words of every day count in capitals alone: Base, Linea, Mode.
    if (isWord && /[\p{Lu}\d]/u.test(text[at] ?? "")) places.push(at);
  }
  return places;
}

const says = (words: string, pattern: RegExp) => pattern.test(words);

type Meaning = { metrics: MetricId[]; question: string | null };

const tvsOrTvl: Meaning = {
  metrics: ["tvs", "tvl"],
  question: "TVS or TVL? Value secured is what was bridged or minted; value locked is what applications hold.",
};

/** Which metrics a number of this dimension may mean, by the words around it. */
function meaningOf(dimension: Dimension | undefined, { unit, noun }: Quantity, words: string): Meaning {
  const clear = (...metrics: MetricId[]): Meaning => ({ metrics, question: null });
  switch (dimension) {
    case "tx-rate":
      if (unit === "tx/d") return clear("tx-per-day");
      return says(words, /\bUOPS\b|\buser ?op|\boperations?\b|\bops\b/i)
        ? { metrics: ["tps", "uops"], question: "TPS or UOPS? One operation may be a part of a transaction." }
        : clear("tps", "uops");
    case "uop-rate":
      return clear("uops");
    case "number-rate":
      return unit === "/d" ? clear("tx-per-day") : clear("tps", "uops");
    case "gas-rate":
      return clear("mgas");
    case "ether-per-gas":
      return says(words, /\bblobs?\b/i) ? clear("blob-base-fee", "base-fee") : clear("base-fee", "blob-base-fee");
    case "ether":
      return clear("median-fee");
    case "blobs-per-block":
      return clear("blobs");
    case "usd":
      if (says(words, /\bfees?\b|\bcosts?\b|\bper (?:transaction|tx|swap|transfer)\b|\bcheap|\bprice/i))
        return clear("median-fee");
      if (says(words, /\bTVL\b|\blocked\b/i)) return clear("tvl", "tvs");
      if (says(words, /\bTVS\b|\bsecure[sd]?\b|\bbridged\b/i)) return clear("tvs", "tvl");
      return tvsOrTvl;
    case "time":
      if (says(words, /\bfinal/i)) return clear("finalized-lag", "block-time");
      return says(words, /\bblocks?\b|\bslots?\b/i) ? clear("block-time") : clear();
    case "count":
      if (says(words, /\baddress|\busers?\b|\bwallets?\b/i) || /address|user|wallet/.test(noun ?? ""))
        return clear("active-addresses");
      return /chain|rollup|l2/.test(noun ?? "") ? clear("chain-count") : clear();
    default:
      return clear();
  }
}

/** The metrics that the words around a share, a change or a multiple name. */
function measureOf(words: string): Meaning {
  if (says(words, /\baddress|\busers?\b|\bwallets?\b/i)) return { metrics: ["active-addresses"], question: null };
  if (says(words, /\bTVL\b|\blocked\b/i)) return { metrics: ["tvl"], question: null };
  if (says(words, /\bTVS\b|\bsecured?\b/i)) return { metrics: ["tvs"], question: null };
  if (says(words, /\bvalue\b|\bassets\b|\bmarket\b|\bmoney\b/i)) return tvsOrTvl;
  if (says(words, /\bblob (?:base )?fees?\b/i)) return { metrics: ["blob-base-fee"], question: null };
  if (says(words, /\bfees?\b|\bcosts?\b|\bcheaper\b/i)) return { metrics: ["median-fee"], question: null };
  if (says(words, /\bUOPS\b|\boperations?\b/i)) return { metrics: ["uops", "tps"], question: null };
  return { metrics: ["tps", "uops"], question: null };
}

const future =
  /\b(?:will|would|could|should|shall|targets?|aims?|plans?|planned|promise[sd]?|expect(?:s|ed)?|forecasts?|projected|goal)\b/i;
const extreme =
  /\b(?:peak(?:s|ed)?|record|maximum|max|theoretical|capacity|capable|can (?:process|handle|do|reach)|burst)\b/i;
const ownData = /\b(?:[Ww]e|[Oo]ur|us|[Mm]y|I)\b/;

type Words = { before: string; after: string; text: string };

/** Addresses of links are not words of the sentence. */
const withoutAddresses = (text: string) => text.replaceAll(/\]\([^()\s]*(?:\s[^()]*)?\)|\[\^[^\]]*\]/g, "]");

/** The clause of the figure: "it runs at 142 TPS" and not what is said behind the comma. */
const clauseOf = ({ before, text, after }: Words) =>
  `${/[^,;:]*$/.exec(before)?.[0] ?? ""} ${text} ${/^[^,;:]*/.exec(after)?.[0] ?? ""}`;

/** The series and bindings that a figure's author can choose from. */
export function proposeBindings(figure: Figure, subjects: NamedSubject[]): Proposals {
  const { text, found } = figure;
  const place = { text, before: withoutAddresses(figure.before), after: withoutAddresses(figure.after) };
  const words = `${place.before} ${text} ${place.after}`;
  const quantity = found?.quantity ?? null;
  if (!quantity)
    return {
      question: found?.questions.includes("scale")
        ? "Is the first end as large as the second? Write both with their scale, as in $1.2bn–$1.4bn."
        : "Which number is meant? Write thousands as 1,000 and decimals as 1.5.",
      proposals: [],
    };

  const nameOf = (slug: string) => subjects.find((subject) => subject.slug === slug)?.name ?? slug;
  const named = subjectsOf(place, subjects);
  const declared = [
    ...(says(words, ownData)
      ? [{ address: "claim:", title: "first-party", label: "Your own data, which readers can’t check" }]
      : []),
    { address: "claim:", title: "no metric measures it", label: "Nothing that is measured here" },
  ];
  const by = says(words, future) ? dueDay(words) : null;
  if (by) {
    const { metrics } = meaningOf(dimensionOf(quantity), quantity, words);
    const series = named[0] && metrics[0] ? `${named[0]}/${metrics[0]}` : null;
    const forecast = {
      address: `claim:forecast?by=${by}${series ? `&metric=${series}` : ""}`,
      title: "",
      label: `Forecast, due ${by}${series ? `: ${nameOf(named[0]!)}, ${metricInSentence(metrics[0]!)}` : ""}`,
    };
    return { question: null, proposals: [forecast, ...declared] };
  }
  if (quantity.kind === "share") return shareOf(place, words, named, nameOf, declared);
  if (quantity.kind === "change") return changeOf(words, named, nameOf, declared);
  if (quantity.kind === "multiple") return multipleOf(words, named, nameOf, declared);
  return levelOf(quantity, { words, clause: clauseOf(place) }, named, nameOf, declared);
}

const dimensionOf = ({ unit }: Quantity) => (unit ? unitOf(unit)?.dimension : undefined);
type NameOf = (slug: string) => string;

function levelOf(
  quantity: Quantity,
  { words, clause }: { words: string; clause: string },
  named: string[],
  nameOf: NameOf,
  declared: Proposal[],
): Proposals {
  const meaning = meaningOf(dimensionOf(quantity), quantity, words);
  const day = daysIn(words)[0];
  const proposals = named.slice(0, 2).flatMap((slug) =>
    meaning.metrics.map((metric) => ({
      address: `metric:${slug}/${metric}${day ? `@${day}` : ""}`,
      title: "",
      label: `${nameOf(slug)}, ${metricInSentence(metric)}${day ? `, ${day}` : ""}`,
    })),
  );
  if (proposals.length > 0 && says(clause, extreme)) {
    const rest = ["peak", "capacity"].map((word) => ({
      address: "claim:",
      title: word,
      label: `A ${word === "peak" ? "peak" : "capacity"}: no metric measures it`,
    }));
    return {
      question: "Average, peak or capacity? What is measured is the mean of a day.",
      proposals: [...proposals, ...rest],
    };
  }
  const question = proposals.length === 0 ? null : meaning.question;
  return { question, proposals: [...proposals, ...declared] };
}

function shareOf(
  { after, before }: Words,
  words: string,
  named: string[],
  nameOf: NameOf,
  declared: Proposal[],
): Proposals {
  const whole = subjectsOfWhole(after, named);
  const part = named.find((slug) => slug !== whole);
  if (!whole || !part) return { question: null, proposals: declared };
  const { metrics, question } = measureOf(after.split(/[.;!?]/)[0] || before);
  const proposals = metrics.map((metric) => ({
    address: `metric:${part}/${metric}?share=${whole}/${metric}`,
    title: "",
    label: `${nameOf(part)}’s share of ${nameOf(whole)}, ${metricInSentence(metric)}`,
  }));
  return { question, proposals: [...proposals, ...declared] };
}

/** "60% of L2 activity", "41% of all value on L2s": the whole stands behind "of", and is all L2s where nothing is named. */
const subjectsOfWhole = (after: string, named: string[]) =>
  /\bL1\b|\bmainnet\b/i.test(after) && named.includes(layer1)
    ? layer1
    : named.includes(allL2s) || named.length > 0
      ? allL2s
      : null;

function changeOf(words: string, named: string[], nameOf: NameOf, declared: Proposal[]): Proposals {
  const [slug] = named;
  const [from, to] = daysIn(words);
  const { metrics, question } = measureOf(words);
  if (!slug) return { question: null, proposals: declared };
  if (!from || !to || from >= to)
    return {
      question: "From which day to which? Name both in the sentence, as 2024-03-13 and 2026-02-20.",
      proposals: declared,
    };
  const proposals = metrics.map((metric) => ({
    address: `metric:${slug}/${metric}?change=${from}..${to}`,
    title: "",
    label: `${nameOf(slug)}, ${metricInSentence(metric)}, from ${from} to ${to}`,
  }));
  return { question, proposals: [...proposals, ...declared] };
}

function multipleOf(words: string, named: string[], nameOf: NameOf, declared: Proposal[]): Proposals {
  const [a, b] = named;
  if (!a || !b) return { question: null, proposals: declared };
  // Of L1 and another, L1 is what is multiplied.
  const [top, base] = a === layer1 ? [b, a] : [a, b];
  const { metrics, question } = measureOf(words);
  const proposals = metrics.map((metric) => ({
    address: `metric:${top}/${metric}?over=${base}/${metric}`,
    title: "",
    label: `${nameOf(top)} as a multiple of ${nameOf(base)}, ${metricInSentence(metric)}`,
  }));
  return { question, proposals: [...proposals, ...declared] };
}

/** The link that binds these words. A title holds no quotation mark. */
export function bindingLink(words: string, { address, title }: Pick<Proposal, "address" | "title">): string {
  const safe = words.replaceAll(/[[\]]/g, "\\$&");
  const note = title.replaceAll('"', "”");
  return `[${safe}](${address}${note ? ` "${note}"` : ""})`;
}
