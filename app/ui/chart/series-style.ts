/**
 * A series' style besides its colour: an end mark and a dash, unique as a pair, so that no series is identified by hue
 * alone.
 */
export type MarkShape = "square" | "circle" | "triangle" | "diamond" | "ring" | "plus" | "cross";
export type SeriesStyle = { colour: string; mark: MarkShape; dash: string | undefined };

const dashes = { solid: undefined, dashed: "5 2.5", dotted: "2 2.5", mixed: "8 3 2 3" } as const;

const pairs: Record<string, [MarkShape, keyof typeof dashes]> = {
  ethereum: ["square", "solid"],
  base: ["circle", "solid"],
  arbitrum: ["square", "dashed"],
  "op-mainnet": ["triangle", "dotted"],
  "polygon-pos": ["diamond", "mixed"],
  "polygon-zkevm": ["ring", "dotted"],
  "zksync-era": ["plus", "dashed"],
  starknet: ["cross", "mixed"],
  linea: ["diamond", "dotted"],
  scroll: ["circle", "dashed"],
  aztec: ["triangle", "mixed"],
  railgun: ["ring", "mixed"],
  "immutable-x": ["cross", "solid"],
  "immutable-zkevm": ["plus", "dotted"],
  ronin: ["triangle", "dashed"],
  "fuel-ignition": ["plus", "solid"],
  solana: ["circle", "dotted"],
  blast: ["ring", "solid"],
  mantle: ["cross", "dashed"],
  taiko: ["square", "mixed"],
  unichain: ["diamond", "solid"],
  "world-chain": ["circle", "mixed"],
  ink: ["cross", "dotted"],
  soneium: ["triangle", "solid"],
  celo: ["diamond", "dashed"],
  metis: ["plus", "mixed"],
  mode: ["square", "dotted"],
  zora: ["ring", "dashed"],
};

const marks: MarkShape[] = ["circle", "square", "triangle", "diamond", "ring", "plus", "cross"];

/** The names that have a colour of their own, each as the custom property `--chain-…`. */
export const colouredKeys = Object.keys(pairs);

/**
 * The looks of the series of one chart, in their order. `total` (a sum of many) is ink. A key without a
 * colour gets second ink, a long dash and the next mark.
 */
export function seriesStyles(colours: string[]): SeriesStyle[] {
  let strangers = 0;
  return colours.map((key) => {
    const pair = Object.hasOwn(pairs, key) ? pairs[key]! : null;
    if (pair) return { colour: `var(--chain-${key})`, mark: pair[0], dash: dashes[pair[1]] };
    if (key === "total") return { colour: "var(--ink)", mark: "circle", dash: undefined };
    const mark = marks[strangers++ % marks.length]!;
    return { colour: "var(--ink-2)", mark, dash: "11 3" };
  });
}
